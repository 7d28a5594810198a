import type { ClientChannel } from 'ssh2';
import type { SshTarget } from '../security/ssh/endpoint.ts';
import type { SshPool } from '../security/ssh/pool.ts';
import { describeTarget } from '../security/ssh/target.ts';
import type { Channel, Transport } from './transport.ts';

/** Commands on a machine over SSH, as one account. */
export function sshTransport(pool: SshPool, target: SshTarget): Transport {
  return {
    name: describeTarget(target),
    exec: async (command) => toChannel(await pool.exec(target, command)),
  };
}

function toChannel(stream: ClientChannel): Channel {
  let code: number | null = null;
  stream.on('exit', (status: number | null) => {
    code = status ?? 255;
  });
  // Writing to a channel that just closed is answered by `closed`, not by an exception.
  stream.on('error', () => undefined);
  stream.stdin.on('error', () => undefined);
  const closed = new Promise<{ code: number | null }>((resolve) => stream.once('close', () => resolve({ code })));
  return {
    stdin: stream,
    stdout: stream,
    stderr: stream.stderr,
    closed,
    destroy: () => {
      stream.close();
      stream.destroy();
    },
  };
}
