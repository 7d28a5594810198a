import { spawn } from 'node:child_process';
import type { Channel, Transport } from './transport.ts';

export interface LocalTransportOptions {
  /** The whole environment of the commands: this server's own holds secrets and is not passed on. */
  environment: Record<string, string>;
  /** Where the launcher keeps its attempts on this machine. */
  stateFolder: string;
}

/** Commands on the machine this server runs on. */
export function localTransport({ environment, stateFolder }: LocalTransportOptions): Transport {
  // Next's types demand NODE_ENV in every environment; these commands are none of Next's.
  const env = { ...environment, GANTRY_STATE: stateFolder } as unknown as NodeJS.ProcessEnv;
  return {
    name: 'this machine',
    exec: (command) =>
      new Promise<Channel>((resolve, reject) => {
        const child = spawn('/bin/sh', ['-c', command], { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
        child.once('error', reject);
        child.stdin.on('error', () => undefined);
        const closed = new Promise<{ code: number | null }>((done) =>
          child.once('close', (code, signal) => done({ code: signal ? 255 : code })),
        );
        child.once('spawn', () =>
          resolve({
            stdin: child.stdin,
            stdout: child.stdout,
            stderr: child.stderr,
            closed,
            destroy: () => {
              child.stdin.destroy();
              child.stdout.destroy();
              child.stderr.destroy();
            },
          }),
        );
      }),
  };
}
