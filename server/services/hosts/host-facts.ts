import type { Readable } from 'node:stream';
import type { HostFacts } from '../../api/contract.ts';
import type { Transport } from '../../hosts/transport.ts';
import { SshFailure } from '../../security/ssh/failure.ts';

/**
 * One command for all facts. It runs under whatever shell the account has (also fish and csh), so outside of `sh -c` it
 * is one line without backslashes, quotes and exclamation marks in the quoted text. Lines have a mark, because shells may
 * greet. The sudo password comes on standard input.
 */
const statements = [
  'PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'LC_ALL=C',
  'export PATH LC_ALL',
  'say() { echo "gantry-fact:$1=$2"; }',
  'say time "$(date +%s)"',
  'say os "$( . /etc/os-release 2>/dev/null && echo "$PRETTY_NAME" || uname -sr)"',
  'say kernel "$(uname -r)"',
  'say architecture "$(uname -m)"',
  'say cores "$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null)"',
  'say memory "$(sed -n "s/^MemTotal: *//p" /proc/meminfo 2>/dev/null || sysctl -n hw.memsize 2>/dev/null)"',
  'say disk "$(df -kP / 2>/dev/null | tail -n 1)"',
  'say python3 "$(python3 --version 2>&1)"',
  'say shell "$SHELL"',
  'if [ "$(id -u)" = 0 ]; then s=root',
  'elif sudo -n true </dev/null >/dev/null 2>&1; then s=passwordless',
  'elif [ "$1" = ask ] && sudo -k -S -p "" true >/dev/null 2>&1; then s=password',
  'else s=none; fi',
  'say sudo $s',
];

function factsCommand(asks: boolean): string {
  return `sh -c '${statements.join('; ')}' sh ${asks ? 'ask' : 'no'}`;
}

/** Milliseconds for all of it, sudo's own waiting after a wrong password included. */
const patience = 60_000;

/**
 * Signs in to a machine and asks what it is. `sudoPassword`: what sudo is tried with when it asks; null: it is not.
 * Throws `SshFailure` when it cannot be reached, `FactsFailure` when it does not answer as a POSIX system.
 */
export async function readFacts(
  transport: Transport,
  { sudoPassword, now }: { sudoPassword: string | null; now(): number },
): Promise<HostFacts> {
  // The command may run before we learn that it does.
  const begun = now();
  const channel = await transport.exec(factsCommand(sudoPassword !== null));
  const timer = setTimeout(() => channel.destroy(), patience);
  try {
    channel.stdin.end(sudoPassword === null ? '' : `${sudoPassword}\n`);
    const [stdout, stderr, { code }] = await Promise.all([
      readStart(channel.stdout),
      readStart(channel.stderr),
      channel.closed,
    ]);
    const found = parseFacts(stdout, { begun, ended: now() });
    if (found !== null) return found;
    if (code === null)
      throw new SshFailure('lost', `The connection to ${transport.name} was lost while it was tested.`);
    throw new FactsFailure(explainSilence(transport.name, `${stdout}\n${stderr}`.trim(), code));
  } finally {
    clearTimeout(timer);
  }
}

/** Characters of the answer that count; a machine may say anything. */
const mostRead = 65_536;

async function readStart(stream: Readable): Promise<string> {
  let read = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    read = (read + chunk).slice(0, mostRead);
  });
  await new Promise((resolve) => stream.once('close', resolve).once('end', resolve).once('error', resolve));
  return read;
}

/** The machine was reached, but commands do not run there as they must. */
export class FactsFailure extends Error {
  override name = 'FactsFailure';
}

function explainSilence(where: string, said: string, code: number): string {
  const words = said === '' ? `it ended with exit code ${code}` : `it said "${said.slice(-300)}"`;
  return `Signed in to ${where}, but the account's login shell ran no command: ${words}. Give the account a shell that runs commands, e.g. with usermod -s /bin/sh, and take away a forced command.`;
}

/** The facts in the answer of a machine; null when there are none. Times in milliseconds. */
export function parseFacts(stdout: string, clock: { begun: number; ended: number }): HostFacts | null {
  const lines = stdout.split('\n').flatMap((line) => /^gantry-fact:(\w+)=(.*)$/.exec(line.trimEnd())?.slice(1) ?? []);
  if (lines.length === 0) return null;
  const facts = new Map<string, string>();
  for (let index = 0; index < lines.length; index += 2) facts.set(lines[index] ?? '', lines[index + 1] ?? '');
  const textOf = (name: string): string | null => facts.get(name)?.trim().slice(0, 200) || null;
  const [, size = null, , free = null] = /\s(\d+)\s+(\d+)\s+(\d+)\s/.exec(textOf('disk') ?? '') ?? [];
  return {
    os: textOf('os'),
    kernel: textOf('kernel'),
    architecture: textOf('architecture'),
    cores: numberOf(textOf('cores')),
    memoryBytes: bytesOf(textOf('memory')),
    diskBytes: kibibytes(size),
    diskFreeBytes: kibibytes(free),
    sudo: sudoOf(textOf('sudo')),
    python3: /^Python (3\S*)/.exec(textOf('python3') ?? '')?.[1] ?? null,
    shell: textOf('shell'),
    clockSkewSeconds: skewOf(numberOf(textOf('time')), clock),
  };
}

function numberOf(value: string | null): number | null {
  return value !== null && /^\d+$/.test(value) ? Number(value) : null;
}

function kibibytes(value: string | null): number | null {
  const number = numberOf(value);
  return number === null ? null : number * 1024;
}

/** `16384256 kB`, as /proc/meminfo has it, or bytes. */
function bytesOf(value: string | null): number | null {
  const [, number = null, unit] = /^(\d+)( kB)?$/.exec(value ?? '') ?? [];
  return unit === undefined ? numberOf(number) : kibibytes(number);
}

function sudoOf(value: string | null): HostFacts['sudo'] {
  const known = (['root', 'passwordless', 'password', 'none'] as const).find((one) => one === value);
  return known ?? null;
}

/** Whole seconds; nothing when the host's time is between the question and the answer. */
function skewOf(seconds: number | null, { begun, ended }: { begun: number; ended: number }): number | null {
  if (seconds === null) return null;
  const earliest = Math.floor(begun / 1000);
  const latest = Math.ceil(ended / 1000);
  if (seconds < earliest) return seconds - earliest;
  return seconds > latest ? seconds - latest : 0;
}
