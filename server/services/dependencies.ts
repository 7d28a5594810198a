import type { JsonObject } from '../../core/blueprint/json.ts';
import type { ClusterReader } from '../../core/ports/cluster-reader.ts';
import type { Clock, Ids } from '../../core/ports/ports.ts';
import type { RunLimits, WorkflowDefinition } from '../../core/workflow/definition.ts';
import type { Db, Tx } from '../../db/client.ts';
import type { SettingView } from '../api/contract.ts';
import type { EventStreams } from '../events/stream-events.ts';
import type { ServerLog } from '../log.ts';
import type { RetryDefaults } from '../runtime/ports.ts';
import type { Actor } from '../security/actor.ts';
import { recordAudit } from '../security/audit.ts';
import type { FetchGuarded } from '../security/egress/fetch-guarded.ts';
import type { FetchRepository } from '../security/git/fetch-repository.ts';
import type { Redactor } from '../security/redaction/redactor.ts';
import type { Vault } from '../security/secrets/vault.ts';
import type { HostTester } from './hosts/host-tester.ts';

/** What use cases are given; the container wires it. */
export interface ServiceDependencies {
  db: Db;
  clock: Clock;
  ids: Ids;
  vault: Vault;
  redactor: Pick<Redactor, 'redact' | 'add'>;
  events: EventStreams;
  log: ServerLog;
  hostTester: HostTester;
  /** Reads the clusters that deployments have objects on. */
  clusters: ClusterReader;
  /** Fetches what people name; where from, the administrator says. */
  fetchFile: FetchGuarded;
  fetchRepository: FetchRepository;
  hashPassword(password: string): Promise<string>;
  /** The names of the operations that the product runs, `plugin.mapping`. */
  operationNames: ReadonlySet<string>;
  /** Workflows of plugins by their mapping, beside the built-in ones. */
  workflows: ReadonlyMap<string, WorkflowDefinition>;
  /** For operations whose blueprint says nothing; absent: the reference's own. */
  retries?: RetryDefaults;
  /** How large deployments and runs may become; absent: the defaults. */
  limits?: RunLimits;
  /** The product's own demonstration hosts are running. */
  lab: boolean;
  version: string;
  system: SystemFacts;
}

/** What the product is run with, for those who administer it. */
export interface SystemFacts {
  startedAt: Date;
  /** The database is the one that the product brings along. */
  isEmbedded: boolean;
  settings: readonly SettingView[];
}

/** Who a change is made for: a person, or the product itself. */
export type ChangeMaker = Pick<Actor, 'email'> & { tenant: { id: string } };

export const defaultTenant = { id: 'default_tenant', name: 'default_tenant' };

/** The product itself, in the audit trail. */
export const product: ChangeMaker = { email: 'gantry', tenant: { id: defaultTenant.id } };

/** What the audit trail says about a change. */
export interface ChangeRecord {
  action: string;
  target: string;
  detail?: JsonObject;
}

/**
 * Runs a change in a transaction together with its audit entry: there is none without the other. `work` returns its
 * result and, unless it changed nothing, what to record.
 */
export async function change<T>(
  { db, clock }: Pick<ServiceDependencies, 'db' | 'clock'>,
  by: ChangeMaker,
  work: (tx: Tx, now: Date) => Promise<{ result: T; record: ChangeRecord | null }>,
): Promise<T> {
  const now = new Date(clock.now());
  return db.transaction(async (tx) => {
    const { result, record } = await work(tx, now);
    if (record !== null) await recordAudit(tx, { tenantId: by.tenant.id, actor: by.email, at: now, ...record });
    return result;
  });
}
