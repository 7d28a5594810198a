import type { SshTarget } from '../security/ssh/endpoint.ts';
import type { CommandChannel, SshPool } from '../security/ssh/pool.ts';
import { describeTarget } from '../security/ssh/target.ts';
import type { Channel, Transport } from './transport.ts';

/** Commands on a machine over SSH, as one account. */
export function sshTransport(pool: SshPool, target: SshTarget): Transport {
  return {
    name: describeTarget(target),
    exec: async (command) => toChannel(await pool.exec(target, command)),
  };
}

function toChannel(stream: CommandChannel): Channel {
  // Writing to a channel that just closed is answered by `closed`, not by an exception.
  stream.on('error', () => undefined);
  stream.stdin.on('error', () => undefined);
  return {
    stdin: stream,
    stdout: stream,
    stderr: stream.stderr,
    closed: stream.outcome,
    destroy: () => {
      stream.close();
      stream.destroy();
    },
  };
}
