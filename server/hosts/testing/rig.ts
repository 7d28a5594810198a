import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { HostEndpoint, HostKey, HostKeyPort, HostKeyStatus } from '../../security/ssh/endpoint.ts';
import { Hosts, type HostsOptions } from '../hosts.ts';
import { type MemoryContext, nodeAndInstance } from './memory-context.ts';

/** Host keys in memory. */
export class MemoryHostKeys implements HostKeyPort {
  readonly keys: (HostEndpoint & HostKey & { status: HostKeyStatus })[] = [];
  readonly refusals: { offered: string; accepted: string[] }[] = [];

  find({ tenant, address, port }: HostEndpoint): Promise<(HostKey & { status: HostKeyStatus })[]> {
    return Promise.resolve(this.keys.filter((k) => k.tenant === tenant && k.address === address && k.port === port));
  }

  recordPending(endpoint: HostEndpoint, key: HostKey): Promise<void> {
    const isKnown = this.keys.some((k) => k.address === endpoint.address && k.fingerprint === key.fingerprint);
    if (!isKnown) this.keys.push({ ...endpoint, ...key, status: 'pending' });
    return Promise.resolve();
  }

  recordRefusal(_endpoint: HostEndpoint, refusal: { offered: string; accepted: string[] }): Promise<void> {
    this.refusals.push(refusal);
    return Promise.resolve();
  }
}

/** What a test needs to know of an SSH server. */
export interface TestHost {
  address: string;
  port: number;
  user: string;
  privateKey: string;
  fingerprint: string;
}

export function makeHosts(options: Partial<HostsOptions> = {}): Hosts {
  return new Hosts({
    hostKeys: new MemoryHostKeys(),
    local: {
      environment: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: tmpdir() },
      stateFolder: join(tmpdir(), `gantry-state-${randomUUID()}`),
    },
    finished: () => Promise.resolve([]),
    ...options,
  });
}

/** Makes the context one of an operation on that host, running a script. */
export function aim<T extends MemoryContext>(context: T, host: TestHost, script: string): T {
  context.self = nodeAndInstance('app', { port: 8081 }, {});
  context.host = nodeAndInstance('host', hostProperties(host));
  context.self.instance.hostId = context.host.instance.id;
  context.files.set('scripts/run.sh', script);
  context.inputs = { script_path: 'scripts/run.sh' };
  return context;
}

export function hostProperties(host: TestHost): JsonObject {
  return {
    ip: host.address,
    host_key: host.fingerprint,
    agent_config: { user: host.user, port: host.port, key: host.privateKey },
  };
}
