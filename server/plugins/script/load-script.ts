import { posix } from 'node:path';
import { NonRecoverableError, type OperationContext, RecoverableError } from '../../../core/ports/operation.ts';
import { EgressRefusal, type FetchGuarded } from '../../security/egress/fetch-guarded.ts';
import type { ScriptInputs } from './script-inputs.ts';

/** A script and the name that people know it by. */
export interface LoadedScript {
  name: string;
  content: Uint8Array;
}

/** Brings the script of an operation: its text, a file of the blueprint, or one of the web (runtime.md C.2). */
export async function loadScript(
  context: OperationContext,
  { source, certificates }: Pick<ScriptInputs, 'source' | 'certificates'>,
  fetchGuarded: FetchGuarded,
): Promise<LoadedScript> {
  if (source.kind === 'text') return { name: 'script.sh', content: withoutReturns(Buffer.from(dedent(source.text))) };
  const { path } = source;
  if (/^file:\/\//i.test(path)) {
    throw new NonRecoverableError(
      `The script ${path} is a file of this server, and a blueprint may not read those. Put it into the blueprint's folder and name it by its path there.`,
    );
  }
  const name = posix.basename(path.replaceAll('\\', '/'));
  if (/^https?:\/\//i.test(path)) {
    return { name, content: withoutReturns(await download(path, certificates, fetchGuarded)) };
  }
  const content = await context.resource(path);
  if (!content) throw new NonRecoverableError(`The blueprint has no file ${path}; script_path must name one.`);
  return { name, content: withoutReturns(content) };
}

async function download(url: string, certificates: string | null, fetchGuarded: FetchGuarded): Promise<Uint8Array> {
  try {
    const { status, content } = await fetchGuarded(url, certificates === null ? {} : { certificates });
    if (status === 200) return content;
    throw new NonRecoverableError(`Failed downloading script: ${url} (status code: ${status})`);
  } catch (error) {
    if (error instanceof EgressRefusal) throw new NonRecoverableError(error.message);
    if (error instanceof NonRecoverableError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RecoverableError(`Failed downloading script: ${url} (${reason})`);
  }
}

/** A shebang with a carriage return names an interpreter that no machine has. */
function withoutReturns(content: Uint8Array): Uint8Array {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const end = bytes.indexOf('\n');
  if (!bytes.subarray(0, 2).equals(Buffer.from('#!')) || end < 1 || bytes[end - 1] !== 13 || bytes.includes(0)) {
    return content;
  }
  return Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
}

/** The text without the blanks that all its lines begin with, as in a block of YAML. */
function dedent(text: string): string {
  const lines = text.split('\n');
  const margins = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  const [first = ''] = margins;
  let width = first.length;
  for (const margin of margins) while (!margin.startsWith(first.slice(0, width))) width -= 1;
  return lines.map((line) => (line.trim() === '' ? line.trim() : line.slice(width))).join('\n');
}
