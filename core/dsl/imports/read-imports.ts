import type { SourceRange } from '../../diagnostics/diagnostic.ts';
import type { CompileContext } from '../context.ts';
import { formatVersion } from '../language-version.ts';
import { rangeOf, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import type { ImportedFile } from './merge-sections.ts';

/** One entry of a file's import list. */
export interface ImportStatement {
  location: string;
  /** The location of the file it is written in. */
  file: string;
  range: SourceRange;
}

const namespaceMark = '--';

/** The imports a file asks for; malformed entries are reported and left out. */
export function readImports(file: ImportedFile, context: CompileContext): ImportStatement[] {
  const list = file.root.entries.get('imports')?.value;
  if (list === undefined || list.kind !== 'list') return [];
  const statements: ImportStatement[] = [];
  const seen = new Set<string>();
  for (const item of list.items) {
    const location = importLocation(item, context);
    if (location === null) continue;
    const range = rangeOf(item);
    if (file.main && seen.has(location)) {
      context.report.error({
        code: 2,
        detail: `"${location}" is imported twice.`,
        range,
        hint: 'Remove one of the two.',
      });
    }
    seen.add(location);
    if (supported(location, { range, context })) statements.push({ location, file: file.location, range });
  }
  return statements;
}

function importLocation(item: SyntaxNode, context: CompileContext): string | null {
  const text = textOf(item);
  if (text !== null) return text;
  const range = rangeOf(item);
  if (item.kind !== 'map') {
    context.report.error({ code: 1, detail: 'An import must be a text, the location of a file.', range });
    return null;
  }
  const [only, more] = item.entries.values();
  if (only === undefined || more !== undefined) {
    context.report.error({ code: 220, detail: 'An import with properties must have exactly one location.', range });
    return null;
  }
  if (context.version < 5) {
    const detail = `Imports with properties can be used from ${formatVersion(5)} on.`;
    context.report.error({ code: 102, detail, range });
    return null;
  }
  context.report.error({ code: 9020, detail: 'Properties of an import are not supported yet.', range });
  return null;
}

/** Namespaces and imported deployments are part of the language, and not yet of this compiler. */
function supported(location: string, at: { range: SourceRange; context: CompileContext }): boolean {
  const { range, context } = at;
  const mark = location.lastIndexOf(namespaceMark);
  const namespaced = mark > 0 && !/[/:.]/.test(location.slice(0, mark));
  if (!namespaced && !location.startsWith('blueprint:')) return true;
  const what = namespaced
    ? `The namespace "${location.slice(0, mark)}" of an import`
    : 'The import of another blueprint';
  context.report.error({ code: 9020, detail: `${what} is not supported yet.`, range });
  return false;
}
