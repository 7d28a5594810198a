import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import type { SshTarget } from '../../security/ssh/endpoint.ts';
import { SshFailure } from '../../security/ssh/failure.ts';
import type { SshPool } from '../../security/ssh/pool.ts';
import { describeTarget } from '../../security/ssh/target.ts';
import { Turnstile } from '../../security/ssh/turnstile.ts';
import { sshTransport } from '../ssh-transport.ts';
import { planLocal, planRemote } from './folder-plan.ts';
import { Meter, type TransferOptions } from './meter.ts';
import type { RemoteEntry, RemoteStore } from './remote-store.ts';
import { fileFailure } from './remote-store.ts';
import { SftpStore } from './sftp-store.ts';
import { ShellStore } from './shell-store.ts';

interface TransferResult {
  /** Where the file or folder is now. */
  path: string;
  files: number;
  bytes: number;
  /** What was left out: links that lead out of the folder or to folders, pipes, devices. Paths from the folder. */
  skipped: string[];
}

const filesAtATime = 8;

/**
 * Copies files to and from one account on one machine, over SFTP, or through its shell where SFTP is switched off.
 * Remote paths begin at `/`, `~/` or the account's home. A file appears whole or not at all. Throws `SshFailure` when
 * the machine cannot be reached or does not let a file be read or written (a full disk is said), and the errors of
 * `node:fs` for this machine's side.
 */
export class HostFiles {
  readonly #pool: SshPool;
  readonly #target: SshTarget;

  constructor(pool: SshPool, target: SshTarget) {
    this.#pool = pool;
    this.#target = target;
  }

  /** Writes a file, to `remote/NAME` when `remote` is a folder or ends with a slash. `local`: its path here, or its bytes. */
  putFile(local: string | Uint8Array, remote: string, options: TransferOptions = {}): Promise<TransferResult> {
    return this.#session(options, async (store) => {
      const name = typeof local === 'string' ? basename(local) : '';
      const about = typeof local === 'string' ? await stat(local) : { size: local.byteLength, mode: null };
      const path = await placeOf(store, fromHome(remote), name);
      const meter = new Meter([{ size: about.size }], options);
      const source = typeof local === 'string' ? createReadStream(local) : only(local);
      const mode = options.mode ?? (about.mode === null ? null : about.mode & 0o777);
      await store.write(path, meter.watch(name || posix.basename(path), source), mode);
      return { path, ...meter.finish(), skipped: [] };
    });
  }

  /** Reads a file, to `local/NAME` when `local` is a folder. */
  getFile(remote: string, local: string, options: TransferOptions = {}): Promise<TransferResult> {
    return this.#session(options, async (store) => {
      const from = fromHome(remote);
      const found = await this.#require(store, from);
      if (found.type === 'folder') throw this.#failure(remote, 'it is a folder; name a file');
      const isFolder = await stat(local).then(
        (about) => about.isDirectory(),
        () => false,
      );
      const path = isFolder ? join(local, posix.basename(from)) : local;
      const meter = new Meter([found], options);
      await writeLocal(path, meter.watch(posix.basename(from), store.read(from)), options.mode ?? found.mode);
      return { path, ...meter.finish(), skipped: [] };
    });
  }

  /** Writes a folder and all in it; what is there already and not in the folder stays. */
  putFolder(local: string, remote: string, options: TransferOptions = {}): Promise<TransferResult> {
    return this.#session(options, async (store) => {
      const root = await realpath(local);
      const path = fromHome(remote).replace(/(?<=.)\/+$/, '');
      const plan = await planLocal(root);
      const meter = new Meter(plan.files, options);
      await store.makeFolder(path, null);
      for (const folder of plan.folders) await store.makeFolder(posix.join(path, folder.path), folder.mode);
      await eachOf(plan.files, async ({ path: file, mode }) => {
        const source = meter.watch(file, createReadStream(join(root, file)));
        await store.write(posix.join(path, file), source, options.mode ?? mode);
      });
      return { path, ...meter.finish(), skipped: plan.skipped };
    });
  }

  /** Reads a folder and all in it; what is here already and not in the folder stays. */
  getFolder(remote: string, local: string, options: TransferOptions = {}): Promise<TransferResult> {
    return this.#session(options, async (store) => {
      const root = await store.resolve(fromHome(remote));
      const found = await this.#require(store, root);
      if (found.type !== 'folder') throw this.#failure(remote, 'it is no folder');
      const plan = await planRemote(store, root, describeTarget(this.#target));
      const meter = new Meter(plan.files, options);
      await mkdir(local, { recursive: true });
      for (const folder of plan.folders) await mkdir(join(local, folder.path), { recursive: true, mode: folder.mode });
      await eachOf(plan.files, async ({ path: file, mode }) => {
        const source = meter.watch(file, store.read(posix.join(root, file)));
        await writeLocal(join(local, file), source, options.mode ?? mode);
      });
      return { path: local, ...meter.finish(), skipped: plan.skipped };
    });
  }

  async #session<T>(options: TransferOptions, work: (store: RemoteStore) => Promise<T>): Promise<T> {
    const { signal } = options;
    signal?.throwIfAborted();
    const store = await this.#openStore();
    const aborted = Promise.withResolvers<never>();
    const onAbort = () => aborted.reject(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    const working = work(store).finally(() => store.close());
    // After an abort the work ends by itself, and clears up after itself; nobody waits for that.
    working.catch(() => undefined);
    try {
      return await Promise.race([working, aborted.promise]);
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async #openStore(): Promise<RemoteStore> {
    const where = describeTarget(this.#target);
    try {
      return new SftpStore(await this.#pool.sftp(this.#target), where);
    } catch (error) {
      if (!(error instanceof SshFailure) || error.kind !== 'no-sftp') throw error;
      return new ShellStore(sshTransport(this.#pool, this.#target));
    }
  }

  async #require(store: RemoteStore, path: string): Promise<RemoteEntry> {
    const found = await store.find(path);
    if (!found) throw this.#failure(path, 'there is no such file or folder');
    return found;
  }

  #failure(path: string, reason: string): SshFailure {
    return fileFailure({ where: describeTarget(this.#target), path, reason });
  }
}

async function writeLocal(path: string, source: AsyncIterable<Uint8Array>, mode: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const part = join(dirname(path), `.${basename(path).slice(0, 200)}.${randomBytes(6).toString('hex')}.part`);
  const file: FileHandle = await open(part, 'wx', 0o600);
  try {
    try {
      for await (const bytes of source) await file.writeFile(bytes);
      await file.chmod(mode);
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const turnstile = new Turnstile(filesAtATime);
  let failed = false;
  await Promise.all(
    items.map((item) =>
      turnstile.pass(async () => {
        if (failed) return;
        try {
          await work(item);
        } catch (error) {
          failed = true;
          throw error;
        }
      }),
    ),
  );
}

async function placeOf(store: RemoteStore, remote: string, name: string): Promise<string> {
  if (name === '') return remote;
  const isFolder = remote.endsWith('/') || (await store.find(remote))?.type === 'folder';
  return isFolder ? posix.join(remote, name) : remote;
}

/** SFTP knows no `~`; a path that does not begin with a slash begins at the account's home. */
function fromHome(path: string): string {
  return path.replace(/^~(\/|$)/, '') || '.';
}

async function* only(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
