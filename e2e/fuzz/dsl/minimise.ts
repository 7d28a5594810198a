import { type FuzzCase, runCase } from './fuzz-case.ts';

/** The case with as many lines left out as possible while something is still wrong. */
export async function minimise(failing: FuzzCase): Promise<FuzzCase> {
  let lines = failing.text.split('\n');
  for (let size = Math.ceil(lines.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < lines.length; ) {
      const fewer = lines.toSpliced(at, size);
      const problems = await runCase({ ...failing, text: fewer.join('\n') });
      if (problems.length > 0) lines = fewer;
      else at += size;
    }
  }
  return { ...failing, text: lines.join('\n') };
}
