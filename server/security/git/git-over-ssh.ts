import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClientChannel } from 'ssh2';
import { connect } from '../ssh/connect.ts';
import type { HostKeyPort, SshTarget } from '../ssh/endpoint.ts';
import { describeTarget } from '../ssh/target.ts';
import { GitFailure } from './run-git.ts';

/** The other side of a fetch, on a machine that was verified and signed in to. */
export interface SshRepository {
  /** Joins git's own end of the conversation to it. */
  join(stream: Duplex): void;
  /** Why the machine itself could not serve the repository, once it has ended; null: it could. */
  failure(): Promise<GitFailure | null>;
  close(): void;
}

const lastSaid = 2_000;
/** What a program says last may come after the end of what it sent. */
const lastWordsMs = 2_000;

/**
 * Signs in by the product's one SSH client, with the host keys that people accepted, and asks for the repository there:
 * git never starts an `ssh` of its own and never sees the credential.
 */
export async function openSshRepository(
  target: SshTarget,
  { hostKeys, path }: { hostKeys: HostKeyPort; path: string },
): Promise<SshRepository> {
  const client = await connect(target, { hostKeys });
  const where = `${path} on ${describeTarget(target)}`;
  let said = '';
  let status: number | null = null;
  try {
    const command = `git-upload-pack '${path.replaceAll("'", `'\\''`)}'`;
    const { promise, resolve, reject } = Promise.withResolvers<ClientChannel>();
    const env = { GIT_PROTOCOL: 'version=2' } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv;
    client.exec(command, { env }, (fault, opened) => (fault ? reject(fault) : resolve(opened)));
    const channel = await promise;
    channel.on('error', () => undefined);
    channel.stderr.setEncoding('utf8').on('data', (piece: string) => {
      said = (said + piece).slice(-lastSaid);
    });
    const closed = once(channel, 'close');
    channel.once('exit', (code: number | null) => {
      status = code;
    });
    return {
      join: (stream) => void channel.pipe(stream).pipe(channel),
      failure: async () => {
        await Promise.race([closed, pause(lastWordsMs, undefined, { ref: false })]);
        return status === null || status === 0 ? null : serverFailure(said, where);
      },
      close: () => client.destroy(),
    };
  } catch (fault) {
    client.destroy();
    throw fault;
  }
}

function serverFailure(said: string, where: string): GitFailure {
  const words =
    said
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^(fatal|ERROR): /, '') ?? '';
  if (/not found|does not (appear|exist)|no such/i.test(said) && !/upload-pack/.test(words))
    return new GitFailure(`There is no repository ${where}, or this account may not read it. Check the address.`);
  return new GitFailure(`The machine could not give ${where}: ${words.slice(0, 300) || 'it said nothing'}.`);
}
