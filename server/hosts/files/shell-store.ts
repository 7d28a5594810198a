import { randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import { text } from 'node:stream/consumers';
import { SshFailure } from '../../security/ssh/failure.ts';
import { quoteWord } from '../quote.ts';
import type { Transport } from '../transport.ts';
import { fileFailure, type RemoteEntry, type RemoteStore } from './remote-store.ts';

/** Takes a file under a name of its own. */
const receive = 'umask 077; [ -d "$2" ] && { echo "it is a folder" >&2; exit 1; }; cat >"$1"';
/** Gives it its name when all has come: a cut connection looks like the end of the input. */
const finish =
  'umask 022; trap \'rm -f -- "$1"\' EXIT; [ "$(($(wc -c <"$1")))" -eq "$4" ] || { echo "not all bytes have come" >&2; exit 1; }; ' +
  'm=$3; if [ -z "$m" ]; then m=644; [ -f "$2" ] && m=$(stat -c %a -- "$2" 2>/dev/null || echo 644); fi; ' +
  'chmod "$m" "$1" && mv -f -- "$1" "$2"';

/** Files through commands of a POSIX shell, for machines without the SFTP subsystem. */
export class ShellStore implements RemoteStore {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  async find(path: string): Promise<RemoteEntry | null> {
    const said = await this.#run(path, 'if [ -e "$1" ]; then ls -lndL -- "$1"; fi', [path]);
    return said === '' ? null : toEntry(posix.basename(path), said);
  }

  async list(folder: string): Promise<RemoteEntry[]> {
    const script =
      'cd -- "$1" || exit 1; for f in * .[!.]* ..?*; do if [ -e "$f" ] || [ -L "$f" ]; then ' +
      'printf "%s\\0" "$f" "$(ls -lnd -- "./$f")"; fi; done';
    const words = (await this.#run(folder, script, [folder])).split('\0');
    const entries: RemoteEntry[] = [];
    for (let index = 0; index + 1 < words.length; index += 2) {
      entries.push(toEntry(words[index] ?? '', words[index + 1] ?? ''));
    }
    return entries;
  }

  async resolve(path: string): Promise<string> {
    return (await this.#run(path, 'readlink -f -- "$1"', [path])).replace(/\n$/, '');
  }

  async makeFolder(path: string, mode: number | null): Promise<void> {
    const script = '[ -d "$1" ] && exit 0; mkdir -p -- "$1" && if [ -n "$2" ]; then chmod "$2" "$1"; fi';
    await this.#run(path, script, [path, mode === null ? '' : mode.toString(8)]);
  }

  async write(path: string, source: AsyncIterable<Uint8Array>, mode: number | null): Promise<void> {
    const folder = posix.dirname(path);
    const part = posix.join(folder, `.${posix.basename(path).slice(0, 200)}.${randomBytes(6).toString('hex')}.part`);
    try {
      const length = await this.#send(part, path, source);
      await this.#run(path, finish, [part, path, mode === null ? '' : mode.toString(8), `${length}`]);
    } catch (error) {
      await this.#run(part, 'rm -f -- "$1"', [part]).catch(() => undefined);
      throw error;
    }
  }

  async #send(part: string, path: string, source: AsyncIterable<Uint8Array>): Promise<number> {
    const channel = await this.#transport.exec(shellLine(receive, [part, path]));
    const said = text(channel.stderr).catch(() => '');
    channel.stdout.resume();
    let length = 0;
    try {
      for await (const bytes of source) {
        length += bytes.length;
        if (!channel.stdin.write(bytes)) await drained(channel.stdin, channel.closed);
      }
    } catch (error) {
      channel.destroy();
      throw error;
    }
    channel.stdin.end();
    const { code } = await channel.closed;
    if (code === null) throw this.#lost(path);
    if (code !== 0) throw this.#failure(path, await said, code);
    return length;
  }

  async *read(path: string): AsyncIterable<Uint8Array> {
    const channel = await this.#transport.exec(shellLine('exec cat -- "$1"', [path]));
    const said = text(channel.stderr).catch(() => '');
    channel.stdin.end();
    try {
      // The stream is not to be closed at its end: the exit code comes after it.
      yield* channel.stdout.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
      const { code } = await channel.closed;
      if (code === null) throw this.#lost(path);
      if (code !== 0) throw this.#failure(path, await said, code);
    } finally {
      channel.destroy();
    }
  }

  close(): void {
    // Each command has a channel of its own.
  }

  async #run(path: string, script: string, words: string[]): Promise<string> {
    const channel = await this.#transport.exec(shellLine(script, words));
    channel.stdin.end();
    const [stdout, stderr, { code }] = await Promise.all([
      text(channel.stdout).catch(() => ''),
      text(channel.stderr).catch(() => ''),
      channel.closed,
    ]);
    if (code === null) throw this.#lost(path);
    if (code !== 0) throw this.#failure(path, stderr, code);
    return stdout;
  }

  #failure(path: string, stderr: string, code: number): SshFailure {
    return fileFailure({ where: this.#transport.name, path, reason: reasonOf(stderr, code) });
  }

  #lost(path: string): SshFailure {
    return new SshFailure('lost', `The connection to ${this.#transport.name} was lost while ${path} was copied.`);
  }
}

/** In single quotes: the account's shell may be another one than sh. */
function shellLine(script: string, words: string[]): string {
  return ['exec sh -c', quoteWord(script), 'sh', ...words.map((word) => (word === '' ? "''" : quoteWord(word)))].join(
    ' ',
  );
}

/** Returns when the stream takes more, or nobody reads it any more. */
async function drained(stream: NodeJS.EventEmitter, closed: Promise<unknown>): Promise<void> {
  await Promise.race([new Promise((resolve) => stream.once('drain', resolve)), closed]);
}

/** The words of different shells and tools for what SFTP has a status for. */
const reasons: [RegExp, string][] = [
  [/no space left/i, 'the disk there is full'],
  [/no such file|nonexistent|not exist|can't cd/i, 'there is no such file or folder'],
  [/permission denied/i, 'the account may not (permission denied)'],
];

function reasonOf(stderr: string, code: number): string {
  const known = reasons.find(([pattern]) => pattern.test(stderr));
  return known?.[1] ?? (stderr.trim().split('\n').at(-1)?.replace(/\.$/, '') || `the command ended with ${code}`);
}

/** Reads the mode and the size of a line of `ls -ln`. */
function toEntry(name: string, line: string): RemoteEntry {
  const [letters = '', , , , size = '0'] = line.trim().split(/\s+/);
  const types: Record<string, RemoteEntry['type']> = { '-': 'file', d: 'folder', l: 'link' };
  return { name, type: types[letters[0] ?? ''] ?? 'other', size: Number(size), mode: modeOf(letters) };
}

function modeOf(letters: string): number {
  // The letters s and t stand for x and a bit that is not copied; S and T for that bit alone.
  return [...letters.slice(1, 10)].reduce((mode, letter) => mode * 2 + (/[rwxst]/.test(letter) ? 1 : 0), 0);
}
