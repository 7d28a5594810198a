import { posix } from 'node:path';
import { NonRecoverableError, type OperationContext, RecoverableError } from '../../../core/ports/operation.ts';
import { EgressRefusal, type FetchGuarded } from '../../security/egress/fetch-guarded.ts';

/** A script and the name that people know it by. */
export interface LoadedScript {
  name: string;
  content: Buffer;
}

/**
 * Brings the script of `run_script`, from the blueprint or the web. Line ends of Windows become those of the hosts.
 * Throws the errors of operations.
 */
export async function loadScript(
  context: OperationContext,
  path: string,
  fetchGuarded: FetchGuarded | undefined,
): Promise<LoadedScript> {
  const isWeb = /^https?:\/\//i.test(path);
  const content = Buffer.from(isWeb ? await download(path, fetchGuarded) : await readResource(context, path));
  const text = content.includes('\r\n') && !content.includes(0) ? content.toString('latin1') : null;
  return {
    name: posix.basename(isWeb ? new URL(path).pathname : path) || 'script',
    content: text === null ? content : Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1'),
  };
}

async function readResource(context: OperationContext, path: string): Promise<Uint8Array> {
  const content = /^file:\/\//i.test(path) ? null : await context.resource(path);
  if (content !== null) return content;
  throw new NonRecoverableError(
    `The blueprint has no file ${path}. Put the script into the blueprint's folder, and let script_path name it by its path there.`,
  );
}

async function download(url: string, fetchGuarded: FetchGuarded | undefined): Promise<Uint8Array> {
  if (fetchGuarded === undefined) {
    throw new NonRecoverableError(`This server fetches no scripts: put ${url} into the blueprint's folder.`);
  }
  try {
    const { status, content } = await fetchGuarded(url);
    if (status === 200) return content;
    throw new NonRecoverableError(`Failed to download script: ${url} (status code: ${status})`);
  } catch (error) {
    if (error instanceof NonRecoverableError) throw error;
    if (error instanceof EgressRefusal) throw new NonRecoverableError(error.message);
    throw new RecoverableError(`Failed to download script: ${url} (${error instanceof Error ? error.message : error})`);
  }
}
