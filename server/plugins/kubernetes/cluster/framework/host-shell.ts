import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import {
  Detached,
  NonRecoverableError,
  RecoverableError,
  type StopSignal,
} from '../../../../../core/ports/operation.ts';
import { quoteWord } from '../../../../hosts/quote.ts';
import type { Transport } from '../../../../hosts/transport.ts';
import { SshFailure } from '../../../../security/ssh/failure.ts';

/** Milliseconds for one command; what takes longer is asked for again and again instead. */
const patience = 120_000;
/** Seconds that a command waits for one that an earlier attempt left behind. */
const lockSeconds = 60;
const lockedCode = 75;
const shownLength = 600;

/** A command on a host failed: which, where, and what it said. */
export class HostCommandFailed extends Error {
  override name = 'HostCommandFailed';
  readonly code: number;
  /** What it wrote, the end of it. */
  readonly output: string;

  constructor(about: { host: string; command: string; code: number; output: string }) {
    const said = about.output === '' ? 'It said nothing.' : `It said:\n${about.output}`;
    super(`On ${about.host} the command "${about.command}" ended with exit code ${about.code}. ${said}`);
    this.code = about.code;
    this.output = about.output;
  }
}

interface HostShellOptions {
  transport: Transport;
  /** What sudo asks for; null: it must not ask. */
  sudoPassword: string | null;
  signal: StopSignal;
  /** This server stops; another one goes on from the next command. */
  detach: StopSignal;
  /** True: commands need not wait for each other, because they change nothing on the host itself. */
  isGuest?: boolean;
}

interface RunOptions {
  /** What messages call the command, where its text is long or not for everybody's eyes. */
  shown?: string;
}

/**
 * Runs commands of our own as root on one host, one after another: a command that an earlier attempt left behind is
 * waited for. Each must be safe to run again. The text travels over standard input and is in no list of processes.
 */
export class HostShell {
  readonly #options: HostShellOptions;

  constructor(options: HostShellOptions) {
    this.#options = options;
  }

  /** For messages. */
  get host(): string {
    return this.#options.transport.name;
  }

  /**
   * Runs a script of POSIX shell, which ends at its first failing command, and gives what it wrote. Throws
   * `HostCommandFailed`, and `SshFailure` when the host is lost.
   */
  async run(script: string, { shown }: RunOptions = {}): Promise<string> {
    const { code, stdout, stderr } = await this.#exec(`set -eu\n${script}`);
    if (code === 0) return stdout;
    throw new HostCommandFailed({
      ...{ host: this.host, code, output: (stderr.trim() || stdout.trim()).slice(-2000) },
      command: shown ?? shorten(script),
    });
  }

  /** Whether a script ends with exit code 0. */
  async holds(script: string): Promise<boolean> {
    const { code } = await this.#exec(script);
    return code === 0;
  }

  /** The text of a file; null when there is none. */
  async readFile(path: string): Promise<string | null> {
    const word = quoteWord(path);
    const answer = await this.run(`if [ -e ${word} ]; then echo +; cat ${word}; else echo -; fi`);
    return answer.startsWith('+\n') ? answer.slice(2) : null;
  }

  /** Writes a file whole or not at all, and its folder when it is missing. `mode` as for chmod. */
  async writeFile(path: string, content: string, mode = '600'): Promise<void> {
    await this.run(writeFileScript(path, content, mode), { shown: `write ${path}` });
  }

  async #exec(script: string): Promise<{ code: number; stdout: string; stderr: string }> {
    const { transport, sudoPassword, signal, detach, isGuest = false } = this.#options;
    if (detach.aborted) throw new Detached(`The installation on ${this.host} goes on with its next command.`);
    if (signal.aborted) throw new NonRecoverableError('Stopped before the next command.');
    const mark = `-- ${randomBytes(8).toString('hex')} --`;
    const channel = await transport.exec(asRoot(mark, { asks: sudoPassword !== null, locks: !isGuest }));
    const end = (): void => channel.destroy();
    const timer = setTimeout(end, patience);
    signal.addEventListener('abort', end);
    try {
      channel.stdin.on('error', () => undefined);
      channel.stdin.end(`${sudoPassword === null ? '' : `${sudoPassword}\n`}${mark}\n${script}\n`);
      const [stdout, stderr, { code }] = await Promise.all([
        text(channel.stdout).catch(() => ''),
        text(channel.stderr).catch(() => ''),
        channel.closed,
      ]);
      if (signal.aborted) throw new NonRecoverableError(`Stopped during a command on ${this.host}.`);
      if (code === null) throw new SshFailure('lost', `The connection to ${this.host} was lost during a command.`);
      if (code === lockedCode && stderr.trim() === '') throw this.#busy();
      if (code !== 0 && /^sudo: /m.test(stderr) && stdout === '') throw this.#noRoot(stderr);
      return { code, stdout, stderr };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  }

  #busy(): Error {
    return new RecoverableError(
      `An earlier command is still at work on ${this.host} after ${lockSeconds} s. It is waited for at the next attempt.`,
      10,
    );
  }

  #noRoot(said: string): Error {
    return new NonRecoverableError(
      `A cluster can only be installed by root, and sudo refuses on ${this.host}: ${said.trim().slice(-300)}. ` +
        'Sign in as root, let the account use sudo without a password, or give its password (ssh_password).',
    );
  }
}

/**
 * Shell that asks again and again until a condition holds, and ends with 1 when it does not within so many seconds, however
 * long one question takes.
 */
export function untilScript(condition: string, seconds: number): string {
  return `end=$(($(date +%s) + ${seconds})); until ${condition}; do [ "$(date +%s)" -lt "$end" ] || exit 1; sleep 0.5; done`;
}

/** Shell that writes a file whole or not at all. */
export function writeFileScript(path: string, content: string, mode = '600'): string {
  const word = quoteWord(path);
  return [
    `mkdir -p "$(dirname ${word})"`,
    'umask 077',
    `base64 -d >${word}.new <<'END_OF_FILE'`,
    ...(Buffer.from(content)
      .toString('base64')
      .match(/.{1,76}/g) ?? []),
    'END_OF_FILE',
    `chmod ${mode} ${word}.new`,
    `mv -f ${word}.new ${word}`,
    'umask 022',
  ].join('\n');
}

/** What the account's own shell runs: it becomes root, waits for its turn, and takes the script from what follows. */
function asRoot(mark: string, { asks, locks }: { asks: boolean; locks: boolean }): string {
  const inner = `while IFS= read -r line && [ "$line" != "${mark}" ]; do :; done; eval "$(cat)" </dev/null`;
  const turn = locks ? `flock -o -w ${lockSeconds} -E ${lockedCode} /run ` : '';
  const locked = `${turn}sh -c ${quoteWord(inner)}`;
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH LC_ALL=C';
  const sudo = asks ? "sudo -S -p '' --" : 'sudo -n --';
  const script = `${path}; cd /; if [ "$(id -u)" = 0 ]; then exec ${locked}; else exec ${sudo} ${locked}; fi`;
  return `exec sh -c ${quoteWord(script)}`;
}

function shorten(script: string): string {
  const line = script.replaceAll(/\s*\n\s*/g, '; ');
  return line.length <= shownLength ? line : `${line.slice(0, shownLength)} ...`;
}
