import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { SshHost } from '../e2e/hosts/host.ts';
import { MemoryContext } from '../server/hosts/testing/memory-context.ts';
import { aim, MemoryHostKeys, makeHosts } from '../server/hosts/testing/rig.ts';
import { scriptOperations } from '../server/plugins/script/operations.ts';
import { SshPool } from '../server/security/ssh/pool.ts';
import { peakMemory, time } from './measurement.ts';
import type { Run } from './ssh.ts';

/** A client of this product with connections of its own. */
export interface OpenClient {
  /** Runs one command on every host at once; throws when one says something else than expected. */
  runEverywhere(): Promise<void>;
  close(): Promise<void>;
}

const tenant = 'default_tenant';

/** The client alone: connections from the pool, one command each. */
export function runOnPool(hosts: readonly SshHost[]): () => OpenClient {
  return () => {
    const pool = new SshPool({ hostKeys: acceptedKeys(hosts) });
    const runOn = async ({ address, port, user, privateKey, name }: SshHost) => {
      const credentials = [{ kind: 'key', privateKey }] as const;
      const channel = await pool.exec(
        { tenant, address, port, user, credentials, trustedKeys: [], via: null },
        'id -un',
      );
      const closed = once(channel, 'close');
      const said = await text(channel);
      await closed;
      if (said !== `${user}\n`) throw new Error(`${name} said: ${said}`);
    };
    return { runEverywhere: async () => void (await Promise.all(hosts.map(runOn))), close: () => pool.close() };
  };
}

/** The whole way of a script operation: its files are sent, it is started so that it outlives the connection, and followed. */
export function runOperation(hosts: readonly SshHost[]): () => OpenClient {
  return () => {
    const ours = makeHosts({ hostKeys: acceptedKeys(hosts) });
    const script = scriptOperations(ours).get('script.script_runner.tasks.run');
    const runOn = async (host: SshHost) => {
      const context = aim(new MemoryContext(), host, '#!/bin/sh\nid -un\n');
      await script?.(context);
      const said = context.textOf('stdout').join('\n');
      if (said !== host.user) throw new Error(`${host.name} said: ${said}`);
    };
    return { runEverywhere: async () => void (await Promise.all(hosts.map(runOn))), close: () => ours.close() };
  };
}

/** One run with new connections. */
export async function coldRunOf(open: () => OpenClient): Promise<Run> {
  const client = open();
  try {
    return await measure(client);
  } finally {
    await client.close();
  }
}

/** `rounds` runs over connections that an earlier one opened. */
export async function keepOpen(open: () => OpenClient, rounds: number): Promise<Run[]> {
  const client = open();
  try {
    await client.runEverywhere();
    const runs: Run[] = [];
    for (let index = 0; index < rounds; index += 1) runs.push(await measure(client));
    return runs;
  } finally {
    await client.close();
  }
}

async function measure(client: OpenClient): Promise<Run> {
  const { ms, cpuMs } = await time(() => client.runEverywhere());
  return { seconds: ms / 1000, cpuSeconds: cpuMs / 1000, memoryMib: peakMemory() };
}

function acceptedKeys(hosts: readonly SshHost[]): MemoryHostKeys {
  const known = new MemoryHostKeys();
  for (const { address, port, fingerprint, keyType, publicKey } of hosts)
    known.keys.push({ tenant, address, port, fingerprint, keyType, publicKey, status: 'accepted' });
  return known;
}
