import type { TextEdit } from '../dsl/edit/index.ts';
import type { DesignProblem } from './design.ts';
import type { Fix, FixGround } from './fix.ts';

function textOf({ range }: DesignProblem, { editable }: FixGround): string {
  return editable.files.get(range.file)?.text ?? '';
}

/** The word that a problem lies on, without quotes. */
export function wordAt(problem: DesignProblem, ground: FixGround): string {
  const { start, end } = problem.range;
  return textOf(problem, ground)
    .slice(start.offset, end.offset)
    .trim()
    .replace(/^(['"])(.*)\1$/s, '$2');
}

/** Another word in place of the one that a problem lies on, quoted like it; none when it does not lie on a word. */
export function replaceWord(problem: DesignProblem, word: string, ground: FixGround): Fix[] {
  const { file, start, end } = problem.range;
  const written = textOf(problem, ground).slice(start.offset, end.offset);
  const own = inFile(word, file, ground);
  if (own === null || own === '' || /[\n{}[\]]/.test(written) || written === '') return [];
  const [quote = ''] = /^['"]/.exec(written) ?? [];
  const isPlain = /^[A-Za-z_/][\w./-]*$/.test(own);
  const insert = quote !== '' ? `${quote}${own}${quote}` : isPlain ? own : JSON.stringify(own);
  return [{ label: `Change it to ${own}`, file, edits: [{ from: start.offset, to: end.offset, insert }] }];
}

/** How a file that is imported under a namespace writes a name; null when it cannot. */
function inFile(word: string, file: string, { editable }: FixGround): string | null {
  const namespace = editable.files.get(file)?.namespaces[0] ?? null;
  if (namespace === null || word.startsWith('cloudify.') || !word.includes('--')) return word;
  return word.startsWith(`${namespace}--`) ? word.slice(namespace.length + 2) : null;
}

/** Takes the block that begins with the key a problem lies on away: its line, and those below that are indented more. */
export function removeLines(problem: DesignProblem, ground: FixGround): Fix[] {
  const text = textOf(problem, ground);
  const { file, start } = problem.range;
  const from = text.lastIndexOf('\n', start.offset - 1) + 1;
  const indent = text.slice(from, start.offset);
  if (indent.trim() !== '') return [];
  let to = lineEnd(text, from);
  while (to < text.length && belongs(text.slice(to, lineEnd(text, to)), indent.length)) to = lineEnd(text, to);
  const edits: TextEdit[] = [{ from, to, insert: '' }];
  return [{ label: `Remove line ${start.line}`, file, edits }];
}

function belongs(line: string, indent: number): boolean {
  const own = line.length - line.trimStart().length;
  return line.trim() !== '' && (own > indent || (own === indent && /^\s*- /.test(line)));
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}
