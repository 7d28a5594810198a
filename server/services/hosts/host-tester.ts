import type { Clock, SecretReader } from '../../../core/ports/ports.ts';
import type { Db } from '../../../db/client.ts';
import { findHostChain, recordHostCheck } from '../../../db/repositories/host.ts';
import type { HostTestProgress } from '../../api/contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Transport } from '../../hosts/transport.ts';
import type { ServerLog } from '../../log.ts';
import type { SshTarget } from '../../security/ssh/endpoint.ts';
import { SshFailure } from '../../security/ssh/failure.ts';
import { accountOn, sudoPasswordOf } from './host-account.ts';
import { FactsFailure, readFacts } from './host-facts.ts';

export interface HostTesterOptions {
  db: Db;
  clock: Clock;
  log: ServerLog;
  secrets(tenantId: string): SecretReader;
  agentSocket: string | null;
  /** A machine, over a connection that no operation uses. */
  transportTo(target: SshTarget): Transport;
  /** Tests at once. Default 20. */
  limit?: number;
}

interface Batch {
  waiting: number;
  running: number;
  succeeded: number;
  failed: number;
}

/**
 * Tests the connections to hosts in the background of this process, some at a time. What comes of a test is stored with
 * its host; the rest is forgotten when the process ends.
 */
export class HostTester {
  readonly #options: HostTesterOptions;
  readonly #states = new Map<string, 'waiting' | 'running'>();
  readonly #queue: { tenantId: string; id: string }[] = [];
  readonly #batches = new Map<string, Batch>();
  readonly #running = new Set<Promise<void>>();
  #isClosed = false;

  constructor(options: HostTesterOptions) {
    this.#options = options;
  }

  /** Where the test of a host is; null: there is none. */
  stateOf(id: string): 'waiting' | 'running' | null {
    return this.#states.get(id) ?? null;
  }

  /** How far the tests of a tenant have come that were asked for since none was under way. */
  progress(tenantId: string): HostTestProgress {
    return { ...(this.#batches.get(tenantId) ?? emptyBatch()) };
  }

  /** Tests hosts; one whose test is under way is not tested twice. */
  test(tenantId: string, ids: readonly string[]): void {
    const last = this.#batches.get(tenantId);
    const batch = last !== undefined && last.waiting + last.running > 0 ? last : emptyBatch();
    this.#batches.set(tenantId, batch);
    for (const id of ids) {
      if (this.#states.has(id)) continue;
      this.#states.set(id, 'waiting');
      this.#queue.push({ tenantId, id });
      batch.waiting += 1;
    }
    this.#fill();
  }

  /** Begins no more tests; resolves when those under way have ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#queue.length = 0;
    await Promise.all(this.#running);
  }

  #fill(): void {
    while (!this.#isClosed && this.#running.size < (this.#options.limit ?? 20)) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      const run = this.#run(next).finally(() => {
        this.#running.delete(run);
        this.#fill();
      });
      this.#running.add(run);
    }
  }

  async #run({ tenantId, id }: { tenantId: string; id: string }): Promise<void> {
    const batch = this.#batches.get(tenantId) ?? emptyBatch();
    this.#states.set(id, 'running');
    batch.waiting -= 1;
    batch.running += 1;
    try {
      batch[(await this.#check(tenantId, id)) ? 'succeeded' : 'failed'] += 1;
    } catch (fault) {
      batch.failed += 1;
      this.#options.log('error', 'a host could not be tested', { host: id, fault });
    } finally {
      batch.running -= 1;
      this.#states.delete(id);
    }
  }

  async #check(tenantId: string, id: string): Promise<boolean> {
    const { db, clock, agentSocket } = this.#options;
    const chain = await findHostChain(db, tenantId, id);
    const [host] = chain;
    if (host === undefined) return false;
    const at = () => new Date(clock.now());
    try {
      const secrets = this.#options.secrets(tenantId);
      const target = await accountOn(chain, { secrets, agentSocket });
      const sudoPassword = await sudoPasswordOf(host, secrets);
      const facts = await readFacts(this.#options.transportTo(target), { sudoPassword, now: () => clock.now() });
      await recordHostCheck(db, id, { at: at(), facts });
      return true;
    } catch (fault) {
      if (!isExpected(fault)) throw fault;
      await recordHostCheck(db, id, { at: at(), error: fault.message });
      return false;
    }
  }
}

function isExpected(fault: unknown): fault is Error {
  return fault instanceof SshFailure || fault instanceof FactsFailure || fault instanceof AppError;
}

function emptyBatch(): Batch {
  return { waiting: 0, running: 0, succeeded: 0, failed: 0 };
}
