import { text } from 'node:stream/consumers';
import { SshFailure } from '../security/ssh/failure.ts';
import { LauncherFailure } from './follower.ts';
import type { Transport } from './transport.ts';

/** Milliseconds for the small commands of our own; a host that does not answer them is lost. */
const patience = 60_000;

/** Runs a short command of our own to its end. Throws `SshFailure` when the host is lost, `LauncherFailure` when the command fails. */
export async function runCommand(
  transport: Transport,
  command: string,
  input: Uint8Array | string = '',
): Promise<string> {
  const channel = await transport.exec(command);
  const timer = setTimeout(() => channel.destroy(), patience);
  try {
    channel.stdin.end(input);
    const [stdout, stderr, { code }] = await Promise.all([
      text(channel.stdout).catch(() => ''),
      text(channel.stderr).catch(() => ''),
      channel.closed,
    ]);
    if (code === null) throw new SshFailure('lost', `The connection to ${transport.name} was lost.`);
    if (code !== 0) {
      const said = stderr.trim() || stdout.trim();
      throw new LauncherFailure(said.slice(-1000) || `exit code ${code}`, code);
    }
    return stdout;
  } finally {
    clearTimeout(timer);
  }
}
