import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One recorded command of a script. */
export interface RecordedCommand {
  command: string;
  code: string;
  stdout: string;
  /** The last line of standard error. */
  stderr: string;
}

/** What the scripts of a folder wrote when they were run, or what was recorded of it. */
export interface Recording {
  commands: RecordedCommand[];
  /** Lines of `env.txt` and `rel.txt`; empty where the file is missing. */
  files: Record<'env.txt' | 'rel.txt', string[]>;
}

/** Reads a recording; `read` gives a file's text, or null when there is none. */
export async function readRecording(read: (name: string) => Promise<string | null>): Promise<Recording> {
  const linesOf = async (name: string): Promise<string[]> =>
    ((await read(name)) ?? '').split('\n').filter((line) => line);
  return {
    commands: (await linesOf('out.tsv')).map(toCommand),
    files: { 'env.txt': await linesOf('env.txt'), 'rel.txt': await linesOf('rel.txt') },
  };
}

/** The recording that lies in a folder. */
export function readFolder(folder: string): Promise<Recording> {
  return readRecording((name) => {
    const path = join(folder, name);
    return Promise.resolve(existsSync(path) ? readFileSync(path, 'utf8') : null);
  });
}

function toCommand(line: string): RecordedCommand {
  const [command = '', code = '', stdout = '', stderr = ''] = line.split('\t');
  return { command, code, stdout: decode(stdout), stderr: decode(stderr).trimEnd() };
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
