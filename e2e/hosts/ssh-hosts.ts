import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { describeHostKey } from '../../server/security/ssh/fingerprint.ts';
import { startIsolatedHosts } from './isolated-hosts.ts';
import { startLoopbackHosts } from './loopback-hosts.ts';

/** One real OpenSSH server. */
export interface SshHost {
  name: string;
  address: string;
  port: number;
  user: string;
  privateKey: string;
  fingerprint: string;
  keyType: string;
  publicKey: string;
  /** Ends the machine with everything that runs on it. */
  kill(): Promise<void>;
}

/** A machine of its own, with network, file system, processes and sudo. */
export interface IsolatedHost extends SshHost {
  /** Drops every packet, without a reset. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** Runs a shell command as root on the machine, not through SSH. */
  inside(command: string): Promise<string>;
}

export type SshHosts = { close(): Promise<void> } & (
  | { isolated: true; hosts: IsolatedHost[] }
  | { isolated: false; hosts: SshHost[] }
);

/** What every host of one fixture shares. */
export interface HostPlan {
  folder: string;
  count: number;
  client: { private: string; public: string };
}

/** Keys that a test needs; made here, never kept. */
export function makeKey(): { private: string; public: string } {
  return ssh2.utils.generateKeyPairSync('ed25519');
}

/** The public half as `HostKey` describes it. */
export function describeKey(privateKey: string): { fingerprint: string; keyType: string; publicKey: string } {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return describeHostKey(key.getPublicSSH());
}

/**
 * Starts real SSH servers with an address each. As root each is a machine of its own (namespaces), with a user `cellar`
 * who may sudo; otherwise several sshd on loopback addresses run as the current user. `close` ends all of it.
 */
export async function startSshHosts(count: number): Promise<SshHosts> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-hosts-'));
  const plan: HostPlan = { folder, count, client: makeKey() };
  for (let index = 1; index <= count; index += 1) await mkdir(join(folder, `${index}`));
  const started = process.getuid?.() === 0 ? await startIsolatedHosts(plan) : await startLoopbackHosts(plan);
  return {
    ...started,
    close: async () => {
      await started.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
