import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HostPlan, SshHosts } from './host.ts';
import { startIsolatedHosts } from './isolated-hosts.ts';
import { makeKey } from './keys.ts';
import { startLoopbackHosts } from './loopback-hosts.ts';

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
