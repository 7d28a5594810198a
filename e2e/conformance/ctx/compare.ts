import type { RecordedCommand, Recording } from './recording.ts';

/** One compared line. */
export interface Vector {
  name: string;
  /** Null: it agrees. */
  difference: string | null;
}

/**
 * Compares line by line what the scripts wrote with what was recorded. Commands are compared in their order; those that
 * the recording does not list are passed over.
 */
export function compareRecordings(expected: Recording, actual: Recording, nodeNames: readonly string[]): Vector[] {
  const plain = plainer(nodeNames);
  return [
    ...compareCommands(expected.commands, actual.commands, plain),
    ...(['env.txt', 'rel.txt'] as const).flatMap((name) =>
      compareLines(name, { expected: expected.files[name], actual: withoutTraces(actual.files[name]) }, plain),
    ),
  ];
}

type Plainer = (text: string) => string;

function compareCommands(expected: RecordedCommand[], actual: RecordedCommand[], plain: Plainer): Vector[] {
  let position = 0;
  return expected.map((wanted) => {
    const name = plain(wanted.command);
    const found = actual.findIndex((one, index) => index >= position && plain(one.command) === name);
    if (found < 0) return { name, difference: 'it was not run' };
    position = found + 1;
    const is = actual[found] as RecordedCommand;
    const differences = (['code', 'stdout', 'stderr'] as const)
      .filter((part) => plain(is[part]) !== plain(wanted[part]))
      .map((part) => `${part}: expected ${plain(wanted[part])}, got ${plain(is[part])}`);
    return { name, difference: differences.length === 0 ? null : differences.join('; ') };
  });
}

function compareLines(
  file: string,
  { expected, actual }: { expected: string[]; actual: string[] },
  plain: Plainer,
): Vector[] {
  const count = Math.max(expected.length, actual.length);
  return Array.from({ length: count }, (_, index) => {
    const [wanted, is] = [expected[index], actual[index]].map((line) =>
      line === undefined ? '(no line)' : plain(line),
    );
    return {
      name: `${file}:${index + 1}`,
      difference: wanted === is ? null : `expected ${wanted}, got ${is}`,
    };
  });
}

/** Of what a refused command says on standard error only the last line was recorded. */
function withoutTraces(lines: string[]): string[] {
  return lines.filter((line, index) => !(line.startsWith('ctx: ') && lines[index + 1]?.startsWith('cloudify.')));
}

/** Makes texts comparable: ids of instances and executions and the paths of a run are its own. */
function plainer(nodeNames: readonly string[]): Plainer {
  const names = nodeNames.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const ids = new RegExp(`\\b(${names})_[0-9a-z]{6}\\b`, 'g');
  return (text) =>
    text
      .replace(ids, '$1~')
      .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uuid>')
      .replace(/^cat \/\S+$/, 'cat <downloaded file>')
      .replace(/^(argv: )\S*\/(?=[^/\s]+)/, '$1TMP/');
}
