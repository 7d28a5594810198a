import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BuiltBlueprint } from '../dsl/index.ts';
import type { DesignProblem } from './design.ts';
import { placeAt } from './place-in-text.ts';

/** Says of each problem what it is about. */
export function locateProblems(diagnostics: readonly Diagnostic[], built: BuiltBlueprint | null): DesignProblem[] {
  const names = nodeNames(built);
  return diagnostics.map((diagnostic) => {
    const { file, start } = diagnostic.range;
    const root = built?.roots.get(file) ?? null;
    const path = root === null ? [] : placeAt(root, start.offset).path;
    const [section, name] = path;
    const node = section === 'node_templates' ? (names.get(`${file}\n${name}`) ?? null) : null;
    return { ...diagnostic, node, path };
  });
}

/** Names of node templates by what their files call them. */
function nodeNames(built: BuiltBlueprint | null): Map<string, string> {
  const names = new Map<string, string>();
  for (const { key, source, keyStart, keyEnd } of built?.sections.entries('node_templates').values() ?? []) {
    const written = source.whole.text
      .slice(source.offset(keyStart), source.offset(keyEnd))
      .replace(/^(['"])(.*)\1$/, '$2');
    names.set(`${source.file}\n${written}`, key);
    if (!names.has(`${source.file}\n${key}`)) names.set(`${source.file}\n${key}`, key);
  }
  return names;
}
