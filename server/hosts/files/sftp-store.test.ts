import type { SFTPWrapper } from 'ssh2';
import { expect, test } from 'vitest';
import { SftpStore } from './sftp-store.ts';

type Done = (error?: Error | null) => void;

/** A server that answers pieces in twos, the even one first, and refuses one piece out of the middle. */
function serverThatRefuses(piece: number): SFTPWrapper {
  const removed: string[] = [];
  const waiting: (() => void)[] = [];
  const no = (done: Done) => done(Object.assign(new Error('Failure'), { code: 4 }));
  return {
    removed,
    stat: (_path: string, done: Done) => done(Object.assign(new Error('No such file'), { code: 2 })),
    open: (...[, , , done]: [string, string, object, (error: null, handle: Buffer) => void]) =>
      done(null, Buffer.from('handle')),
    write: (...[, , , length, position, done]: [Buffer, Buffer, number, number, number, Done]) => {
      waiting.push(() => (position / length === piece ? no(done) : done(null)));
      if (waiting.length === 2) setImmediate(() => waiting.splice(0).forEach((answer) => void answer()));
    },
    close: (_handle: Buffer, done: Done) => done(null),
    ext_openssh_rename: (_from: string, _to: string, done: Done) => done(null),
    ext_openssh_statvfs: (_path: string, done: Done) => no(done),
    unlink: (path: string, done: Done) => {
      removed.push(path);
      done(null);
    },
  } as unknown as SFTPWrapper;
}

async function* zeros(bytes: number) {
  yield Buffer.alloc(bytes);
}

test.each([1, 3, 33, 35, 63, 99])(
  'piece %i that is refused is not forgotten among those that are taken',
  async (piece) => {
    const server = serverThatRefuses(piece);
    const store = new SftpStore(server, 'lab@host');
    await expect(store.write('/data/file', zeros(100 * 32_768), 0o644)).rejects.toThrow('the machine says "Failure"');
    expect((server as unknown as { removed: string[] }).removed).toEqual([
      expect.stringMatching(/\/data\/\.file\..*\.part/),
    ]);
  },
);
