import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { labKey } from './lab-keys.ts';
import { type LabServer, startLabServer } from './lab-server.ts';

export interface LabOptions {
  /** Keeps the keys and the hosts' folders. */
  dataFolder: string;
  /** The first three numbers of the loopback addresses, e.g. `127.0.77`. */
  network: string;
  port: number;
  /** How many hosts; their addresses end in 1, 2, ... */
  count?: number;
  /** The program folders of the commands; everything else in their environment is made here. */
  path: string;
}

export interface LabHost {
  name: string;
  address: string;
  port: number;
  user: string;
  /** `SHA256:...` of its host key. */
  fingerprint: string;
  keyType: string;
  /** Base64 of its host key in SSH wire format. */
  publicKey: string;
  /** The folder that is HOME on this host. */
  home: string;
}

export interface Lab {
  hosts: LabHost[];
  /** The private key, in OpenSSH format, that signs in to every host. */
  clientKey: string;
  /** Stops the servers. What runs on the hosts goes on, as on a real machine whose sshd is stopped. */
  close(): Promise<void>;
}

/** The account on every lab host. */
export const labUser = 'lab';

/**
 * Starts demonstration hosts: SSH servers on loopback addresses that really run commands on this machine, with its
 * rights (design.md section 8). Keys are made once and kept. Fails when a port is taken.
 */
export async function startLab(options: LabOptions): Promise<Lab> {
  const folder = join(options.dataFolder, 'lab');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const client = await labKey(join(folder, 'client_key'));
  const servers: LabServer[] = [];
  const close = async () => {
    await Promise.all(servers.map((server) => server.close()));
  };
  try {
    for (let number = 1; number <= (options.count ?? 4); number += 1) {
      const name = `lab-${number}`;
      const home = join(folder, name);
      await mkdir(home, { recursive: true, mode: 0o700 });
      servers.push(
        await startLabServer({
          host: { name, address: `${options.network}.${number}`, port: options.port, user: labUser, home },
          hostKey: await labKey(join(folder, `${name}_host_key`)),
          clientKey: client,
          path: options.path,
        }),
      );
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { hosts: servers.map((server) => server.host), clientKey: client.private, close };
}
