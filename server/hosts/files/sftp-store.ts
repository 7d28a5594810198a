import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import type { FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2';
import { SshFailure } from '../../security/ssh/failure.ts';
import { toEntry } from './folder-plan.ts';
import { fileFailure, type RemoteEntry, type RemoteStore } from './remote-store.ts';

/** The largest piece that every server takes (draft-ietf-secsh-filexfer-02). */
const pieceBytes = 32_768;
/** Pieces on their way at a time: 1 MB fills a line of 100 Mbit/s at 80 ms. */
const inFlight = 32;

const statusOf = { missing: 2, denied: 3, failure: 4 };

type Callback<T> = (error: Error | null | undefined, value: T) => void;

/** Files over the SFTP subsystem. `where` is for messages. */
export class SftpStore implements RemoteStore {
  readonly #sftp: SFTPWrapper;
  readonly #where: string;

  constructor(sftp: SFTPWrapper, where: string) {
    this.#sftp = sftp;
    this.#where = where;
  }

  async find(path: string): Promise<RemoteEntry | null> {
    try {
      const stats = await this.#ask<Stats>(path, (done) => this.#sftp.stat(path, done));
      return toEntry(posix.basename(path), stats);
    } catch (error) {
      if (codeOf(error) === statusOf.missing) return null;
      throw error;
    }
  }

  async list(folder: string): Promise<RemoteEntry[]> {
    const found = await this.#ask<FileEntryWithStats[]>(folder, (done) => this.#sftp.readdir(folder, done));
    return found
      .filter(({ filename }) => filename !== '.' && filename !== '..')
      .map(({ filename, attrs }) => toEntry(filename, attrs));
  }

  resolve(path: string): Promise<string> {
    return this.#ask<string>(path, (done) => this.#sftp.realpath(path, done));
  }

  async makeFolder(path: string, mode: number | null): Promise<void> {
    const found = path === '' ? null : await this.find(path);
    if (path === '' || found?.type === 'folder') return;
    if (found) throw fileFailure({ where: this.#where, path, reason: 'it is there already and no folder' });
    const above = posix.dirname(path);
    if (above !== path && above !== '.') await this.makeFolder(above, null);
    try {
      await this.#ask<void>(path, (done) => this.#sftp.mkdir(path, mode === null ? {} : { mode }, (e) => done(e)));
    } catch (error) {
      // Several files of one folder make it at the same time.
      if ((await this.find(path))?.type !== 'folder') throw error;
    }
    if (mode !== null) await this.#ask<void>(path, (done) => this.#sftp.chmod(path, mode, (e) => done(e)));
  }

  async write(path: string, source: AsyncIterable<Uint8Array>, mode: number | null): Promise<void> {
    const keep = mode ?? (await this.find(path))?.mode ?? null;
    const part = `${posix.join(posix.dirname(path), `.${posix.basename(path).slice(0, 200)}`)}.${randomBytes(6).toString('hex')}.part`;
    const handle = await this.#ask<Buffer>(path, (done) =>
      this.#sftp.open(part, 'wx', keep === null ? {} : { mode: keep & 0o700 }, done),
    );
    try {
      try {
        await this.#writeAll(handle, path, source);
        if (keep !== null) await this.#ask<void>(path, (done) => this.#sftp.fchmod(handle, keep, (e) => done(e)));
      } finally {
        await this.#ask<void>(path, (done) => this.#sftp.close(handle, (e) => done(e)));
      }
      await this.#rename(part, path);
    } catch (error) {
      // Asked before the part is removed, which makes room again.
      const reason = await this.#withReason(error, path);
      await this.#ask<void>(part, (done) => this.#sftp.unlink(part, (e) => done(e))).catch(() => undefined);
      throw reason;
    }
  }

  async *read(path: string): AsyncIterable<Uint8Array> {
    const handle = await this.#ask<Buffer>(path, (done) => this.#sftp.open(path, 'r', done));
    const waiting: Promise<Buffer>[] = [];
    try {
      const { size } = await this.#ask<Stats>(path, (done) => this.#sftp.fstat(handle, done));
      let asked = 0;
      const ask = () => {
        const piece = this.#readPiece(handle, path, asked);
        // Whoever stops reading does not wait for those that follow.
        piece.catch(() => undefined);
        waiting.push(piece);
        asked += pieceBytes;
      };
      ask();
      for (let piece = waiting.shift(); piece; piece = waiting.shift()) {
        while (waiting.length < inFlight && asked < size) ask();
        const bytes = await piece;
        if (bytes.length > 0) yield bytes;
        // A file that grows, or has no size, like those of /proc, is read until its end.
        if (waiting.length === 0 && bytes.length === pieceBytes) ask();
      }
    } finally {
      await this.#ask<void>(path, (done) => this.#sftp.close(handle, (e) => done(e))).catch(() => undefined);
    }
  }

  close(): void {
    this.#sftp.end();
  }

  async #writeAll(handle: Buffer, path: string, source: AsyncIterable<Uint8Array>): Promise<void> {
    const pending = new Set<Promise<void>>();
    // Kept beside the promises: a race tells only of the piece that was answered first.
    const refused: unknown[] = [];
    let position = 0;
    for await (const bytes of source) {
      for (let start = 0; start < bytes.length && refused.length === 0; start += pieceBytes) {
        const piece = Buffer.from(bytes.buffer, bytes.byteOffset + start, Math.min(pieceBytes, bytes.length - start));
        const at = position;
        position += piece.length;
        const written: Promise<void> = this.#ask<void>(path, (done) =>
          this.#sftp.write(handle, piece, 0, piece.length, at, (e) => done(e ?? null)),
        )
          .catch((error: unknown) => void refused.push(error))
          .finally(() => pending.delete(written));
        pending.add(written);
        if (pending.size >= inFlight) await Promise.race(pending);
      }
      if (refused.length > 0) break;
    }
    await Promise.all(pending);
    if (refused.length > 0) throw refused[0];
  }

  /** A piece is shorter than asked for only at the end of the file. */
  async #readPiece(handle: Buffer, path: string, position: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(pieceBytes);
    let filled = 0;
    while (filled < pieceBytes) {
      const count = await this.#readSome(handle, path, { buffer, filled, position: position + filled });
      if (count === 0) break;
      filled += count;
    }
    return buffer.subarray(0, filled);
  }

  #readSome(
    handle: Buffer,
    path: string,
    { buffer, filled, position }: { buffer: Buffer; filled: number; position: number },
  ): Promise<number> {
    const endOfFile = 1;
    return this.#ask<number>(path, (done) =>
      this.#sftp.read(handle, buffer, filled, buffer.length - filled, position, (error, count) => {
        if (error && codeOf(error) === endOfFile) done(null, 0);
        else done(error, count);
      }),
    );
  }

  /** In one step where the server can; the plain rename of SFTP 3 refuses to replace a file. */
  async #rename(from: string, to: string): Promise<void> {
    try {
      await this.#ask<void>(to, (done) => this.#sftp.ext_openssh_rename(from, to, (e) => done(e)));
    } catch (error) {
      if (codeOf(error) !== undefined) throw error;
      await this.#ask<void>(to, (done) => this.#sftp.unlink(to, (e) => done(e))).catch(() => undefined);
      await this.#ask<void>(to, (done) => this.#sftp.rename(from, to, (e) => done(e)));
    }
  }

  /** SFTP 3 has one word for everything that is neither missing nor forbidden, a full disk among it. */
  async #withReason(error: unknown, path: string): Promise<unknown> {
    if (codeOf(error) !== statusOf.failure) return error;
    const folder = posix.dirname(path);
    const disk = await this.#ask<{ f_bavail: number; f_favail: number }>(folder, (done) =>
      this.#sftp.ext_openssh_statvfs(folder, done as Callback<unknown>),
    ).catch(() => null);
    if (disk && Number(disk.f_bavail) === 0)
      return fileFailure({ where: this.#where, path, reason: `the disk of ${folder} is full`, cause: error });
    if (disk && Number(disk.f_favail) === 0) {
      return fileFailure({
        where: this.#where,
        path,
        reason: `the disk of ${folder} has no room for another file (inodes)`,
        cause: error,
      });
    }
    return error;
  }

  #ask<T>(path: string, request: (done: (error?: Error | null, value?: T) => void) => unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      request((error, value) => {
        if (error) reject(this.#toFailure(error, path));
        else resolve(value as T);
      });
    });
  }

  #toFailure(error: Error, path: string): SshFailure {
    const code = codeOf(error);
    if (code === undefined) {
      return /no response|not connected|closed/i.test(error.message)
        ? new SshFailure('lost', `The connection to ${this.#where} was lost while ${path} was copied.`, error)
        : fileFailure({ where: this.#where, path, reason: error.message, cause: error });
    }
    const known: Record<number, string> = {
      [statusOf.missing]: 'there is no such file or folder',
      [statusOf.denied]: 'the account may not (permission denied)',
    };
    return fileFailure({
      where: this.#where,
      path,
      reason: known[code] ?? `the machine says "${error.message}"`,
      cause: error,
    });
  }
}

/** The status of SFTP, of an error of ssh2 or of the failure made from it. */
function codeOf(error: unknown): number | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  if (typeof code === 'number') return code;
  return cause === undefined ? undefined : codeOf(cause);
}
