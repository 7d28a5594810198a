import { NonRecoverableError } from '../../core/ports/operation.ts';
import { quoteWord } from './quote.ts';

/** Bash refuses to set these and would end the script. */
const readOnly = new Set(['UID', 'EUID', 'PPID', 'BASHOPTS', 'SHELLOPTS', 'BASH_VERSINFO']);
/** Linux passes no longer single value to a program. */
const longestValue = 128 * 1024 - 1;

/** Lines of shell that set variables. */
export interface EnvironmentText {
  text: string;
  /** Names that no shell can carry. */
  skipped: string[];
}

/**
 * What a POSIX shell reads to set exactly these values, whatever characters they have. It travels in a file with mode
 * 0600 and never in a command line, which others on the host could see (reliability.md P15).
 */
export function environmentText(variables: Record<string, string>): EnvironmentText {
  const lines: string[] = [];
  const skipped: string[] = [];
  for (const [name, value] of Object.entries(variables)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) || readOnly.has(name)) {
      skipped.push(name);
      continue;
    }
    checkValue(name, value);
    lines.push(`export ${name}=${quoteWord(value)}\n`);
  }
  return { text: lines.join(''), skipped };
}

function checkValue(name: string, value: string): void {
  if (value.includes('\0'))
    throw new NonRecoverableError(`The input ${name} contains the character NUL; no environment can hold it.`);
  const size = Buffer.byteLength(value) + name.length + 1;
  if (size > longestValue) {
    throw new NonRecoverableError(
      `The input ${name} is ${size} bytes long; a program's environment holds at most ${longestValue} for one value. Pass it as a file of the blueprint.`,
    );
  }
}
