import { codeExamples } from '../../core/diagnostics/code-examples.ts';
import { type DslCode, dslCodes, formatDslCode } from '../../core/diagnostics/codes.ts';
import { type CodeExample, mainFileOf } from '../../core/diagnostics/examples/code-example.ts';
import { mends } from '../../core/diagnostics/mends.ts';
import { fence } from './markdown.ts';

/** A chapter for each code: what it means, how to mend it, a blueprint that shows it. */
export function errorCodeChapters(): string {
  return (Object.keys(dslCodes).map(Number) as DslCode[])
    .toSorted((a, b) => a - b)
    .map(chapter)
    .join('\n\n');
}

function chapter(code: DslCode): string {
  const example = codeExamples[code];
  const parts = [`## ${formatDslCode(code)}`, `${dslCodes[code]}. ${mends[code] ?? ''}`];
  if (example !== undefined) parts.push(...exampleParts(example));
  return parts.join('\n\n');
}

function exampleParts(example: CodeExample): string[] {
  const text = example.version === undefined ? example.text : mainFileOf(example);
  const files = Object.entries(example.files ?? {}).map(
    ([path, content]) => `\`${path}\`:\n\n${fence(/\.yaml$/.test(path) ? 'yaml wrong' : 'text', content)}`,
  );
  const inputs = example.inputs === undefined ? [] : [`With the inputs \`${JSON.stringify(example.inputs)}\`.`];
  return [fence('yaml wrong', shorten(text)), ...files, ...inputs];
}

/** Some examples need long lines, which nobody reads to the end. */
function shorten(text: string): string {
  return text.replace(/^.{160,}$/gm, (line) => `${line.slice(0, 100)} ...`);
}
