import { sshTransport } from '../../hosts/ssh-transport.ts';
import type { Vault } from '../../security/secrets/vault.ts';
import { SshPool } from '../../security/ssh/pool.ts';
import { createHostKeyPort } from './host-key-port.ts';
import { HostTester, type HostTesterOptions } from './host-tester.ts';

/** The tests of connections, over connections of their own: each test signs in anew. */
export function startHostTester({
  vault,
  ...options
}: Pick<HostTesterOptions, 'db' | 'clock' | 'log' | 'agentSocket'> & { vault: Vault }): {
  tester: HostTester;
  close(): Promise<void>;
} {
  const pool = new SshPool({ hostKeys: createHostKeyPort(options), idle: 0 });
  const tester = new HostTester({
    ...options,
    secrets: (tenantId) => vault.reader(tenantId),
    transportTo: (target) => sshTransport(pool, target),
  });
  return {
    tester,
    close: async () => {
      await Promise.all([tester.close(), pool.close()]);
    },
  };
}
