import { createConnection, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import type { SshTarget } from './endpoint.ts';
import { SshFailure, toSshFailure } from './failure.ts';
import { describeTarget } from './target.ts';

/** Opens the way to a machine itself. Throws `SshFailure` after `timeout` milliseconds. */
export function openSocket(target: SshTarget, timeout: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    // Questions and answers are small; waiting to fill a packet would cost 40 ms each.
    const host = target.checkedAddress ?? target.address;
    const socket = createConnection({ host, port: target.port, noDelay: true });
    const timer = setTimeout(() => socket.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })), timeout);
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(toSshFailure(error, describeTarget(target)));
    };
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeListener('error', fail);
      // Nobody listens until the handshake begins; what goes wrong until then, it finds out.
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
}

/** Opens the way to a machine through a jump host that is signed in to. Throws `SshFailure` that names both. */
export function openTunnel(jump: Client, target: SshTarget, timeout: number): Promise<Duplex> {
  const where = describeTarget(target);
  const hop = target.via ? describeTarget(target.via) : 'the jump host';
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      jump.removeListener('close', lost);
    };
    const timer = setTimeout(() => {
      stop();
      reject(
        new SshFailure(
          'timeout',
          `Cannot connect to ${where} through the jump host ${hop}: no answer in time. Check the address, and that no firewall between the two drops the connection.`,
        ),
      );
    }, timeout);
    const lost = () => {
      stop();
      reject(new SshFailure('lost', `The connection to the jump host ${hop} was lost on the way to ${where}.`));
    };
    jump.once('close', lost);
    jump.forwardOut('127.0.0.1', 0, target.address, target.port, (error, stream) => {
      stop();
      if (error) reject(new SshFailure('jump', tunnelRefused(where, hop, error), error));
      else resolve(stream);
    });
  });
}

/** The number of RFC 4254 section 5.1 for what a server does not want to do. */
const prohibited = 1;

function tunnelRefused(where: string, hop: string, error: Error & { reason?: unknown }): string {
  if (error.reason === prohibited) {
    return (
      `The jump host ${hop} does not allow a connection to ${where}. ` +
      'Allow it there: AllowTcpForwarding and PermitOpen of its sshd_config, and the options of the key in authorized_keys.'
    );
  }
  const reason = error.message.replace(/^.*?channel open failure:\s*/i, '');
  return (
    `The jump host ${hop} cannot connect to ${where}: ${reason}. ` +
    'Check the address as the jump host sees it, and that an SSH server listens there on this port.'
  );
}
