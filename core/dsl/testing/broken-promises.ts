import type { Diagnostic, Position } from '../../diagnostics/diagnostic.ts';
import { createDeploymentPlan } from '../../plan/index.ts';
import type { Compilation } from '../compilation.ts';

/**
 * What a compilation has promised and does not keep, whatever its text was: a plan exactly when there is no error,
 * every diagnostic with words and with a range inside a file that was read, and a plan that can be stored and be asked
 * for a deployment. Empty when all is well.
 */
export async function brokenPromises(compilation: Compilation, mainFile: string): Promise<string[]> {
  const broken: string[] = [];
  const hasErrors = compilation.diagnostics.some((item) => item.severity === 'error');
  if (hasErrors !== (compilation.plan === null)) broken.push('a plan although there are errors, or neither');
  for (const item of compilation.diagnostics) {
    const problem = problemWith(item, compilation.sources, mainFile);
    if (problem !== null) broken.push(`${problem}: ${JSON.stringify(item)}`);
  }
  if (compilation.plan === null) return broken;
  JSON.stringify(compilation.plan);
  const { plan, problems } = await createDeploymentPlan(compilation.plan, { ids: countingIds() });
  if (problems.length > 0 !== (plan === null)) broken.push('a deployment although there are problems, or neither');
  return broken;
}

/** Identifiers in the order they are asked for. */
export function countingIds() {
  let count = 0;
  return { uuid: () => 'unused', suffix: (length: number) => (count++).toString(36).padStart(length, '0') };
}

function problemWith(item: Diagnostic, sources: Record<string, string>, mainFile: string): string | null {
  if (!/^DSL\d{4}$/.test(item.code) || item.summary === '' || item.detail === '') return 'not worded';
  if (item.severity === 'error' && (item.hint ?? '') === '') return 'no way to mend it';
  const { file, start, end } = item.range;
  const text = Object.hasOwn(sources, file) ? sources[file] : undefined;
  if (text === undefined) return file === mainFile && end.offset === 0 ? null : 'a range in a file that was not read';
  if (start.offset > end.offset || end.offset > text.length) return 'a range outside of its file';
  return isExact(start, text) && isExact(end, text) ? null : 'a line and column other than the offset';
}

function isExact(position: Position, text: string): boolean {
  const { offset, line, column } = position;
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  if (offset === 0) return line === 1 && column === 1;
  return column === offset - lineStart + 1 && line >= 1 && line === text.slice(0, lineStart).split('\n').length;
}
