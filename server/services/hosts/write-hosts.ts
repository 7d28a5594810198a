import type { Tx } from '../../../db/client.ts';
import {
  changeLabels,
  deleteHosts,
  findHostChain,
  type HostRow,
  insertHosts,
  listHostNames,
  listReachedThrough,
  lockHosts,
  updateHost,
} from '../../../db/repositories/host.ts';
import { listSecrets } from '../../../db/repositories/secret.ts';
import type { FieldProblem, HostChange, HostDraft, HostLabelChange, HostResult } from '../../api/contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { nameSome } from '../name-some.ts';
import { notFound } from '../not-found.ts';
import { checkDraft, type KnownNames, labelProblems, withoutRepeats } from './check-draft.ts';

/** The names that a host of a tenant may refer to. */
export async function readKnownNames(tx: Tx, tenantId: string): Promise<KnownNames & { hosts: Map<string, string> }> {
  const hosts = await listHostNames(tx, tenantId);
  const secrets = new Set((await listSecrets(tx, tenantId)).map(({ name }) => name));
  return { hosts, secrets };
}

/** Adds a host, or says what is wrong with which field and adds nothing. */
export async function addHost(dependencies: ServiceDependencies, actor: Actor, draft: HostDraft): Promise<HostResult> {
  return change<HostResult>(dependencies, actor, async (tx, now) => {
    const tenantId = actor.tenant.id;
    const { columns, problems } = checkDraft(draft, await readKnownNames(tx, tenantId));
    if (columns === null) return refuse(problems);
    const id = dependencies.ids.uuid();
    const stored = await insertHosts(tx, [{ ...columns, id, tenantId, createdAt: now, createdBy: actor.email }]);
    if (stored.size === 0) return refuse([nameTaken(columns.name)]);
    const detail = { id, address: columns.address, port: columns.port };
    return { result: { ok: true, id }, record: { action: 'hosts.add', target: columns.name, detail } };
  });
}

/** What is said about a name that another host has. */
export function nameTaken(name: string): FieldProblem {
  return { field: 'name', message: `There is a host "${name}" already. Choose another name, or change that host.` };
}

/** Changes a host, or says what is wrong with which field and changes nothing. */
export async function updateHostFields(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, ...given }: HostChange,
): Promise<HostResult> {
  return change<HostResult>(dependencies, actor, async (tx) => {
    const [row] = await lockHosts(tx, actor.tenant.id, [id]);
    if (row === undefined) throw notFound('host');
    refuseLab([row], 'changed');
    const known = await readKnownNames(tx, actor.tenant.id);
    const { columns, problems } = checkDraft({ ...draftOf(row, known), ...withoutAbsent(given) }, known);
    if (columns === null) return refuse(problems);
    const others = known.hosts.get(columns.name) ?? id;
    if (others !== id) return refuse([nameTaken(columns.name)]);
    const loop = await findLoop(tx, row, columns.jumpHostId);
    if (loop !== null) return refuse([loop]);
    await updateHost(tx, id, columns);
    const detail = { id, changed: Object.keys(withoutAbsent(given)) };
    return { result: { ok: true, id }, record: { action: 'hosts.update', target: columns.name, detail } };
  });
}

/** A host as it would be written now. */
function draftOf(row: HostRow, { hosts }: KnownNames): HostDraft {
  const { jumpHostId, name, address, port, user, useAgent, sudo, labels, notes } = row;
  const { keySecret, passphraseSecret, certificate, passwordSecret, sudoPasswordSecret } = row;
  const jumpHost = jumpHostId === null ? null : ([...hosts].find(([, id]) => id === jumpHostId)?.[0] ?? null);
  return {
    ...{ name, address, port, user, useAgent, sudo, labels, notes, jumpHost },
    ...{ keySecret, passphraseSecret, certificate, passwordSecret, sudoPasswordSecret },
  };
}

function withoutAbsent(given: Omit<HostChange, 'id'>): Partial<HostDraft> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

/** A way through jump hosts must end somewhere else. */
async function findLoop(tx: Tx, row: HostRow, jumpHostId: string | null): Promise<FieldProblem | null> {
  if (jumpHostId === null) return null;
  const chain = await findHostChain(tx, row.tenantId, jumpHostId);
  if (chain.every(({ id }) => id !== row.id)) return null;
  const way = [row.name, ...chain.map(({ name }) => name)].map((name) => `"${name}"`).join(' through ');
  return {
    field: 'jumpHost',
    message: `This would be a circle: ${way}. Choose a jump host that is reached another way.`,
  };
}

/** Sets labels of several hosts and takes others away. */
export async function labelHosts(
  dependencies: ServiceDependencies,
  actor: Actor,
  { ids, set = {}, remove = [] }: HostLabelChange,
): Promise<void> {
  const [problem] = labelProblems(set);
  if (problem !== undefined) throw new AppError('bad-request', problem.message);
  await change(dependencies, actor, async (tx) => {
    const rows = await lockAll(tx, actor, ids);
    await changeLabels(tx, ids, { set: withoutRepeats(set), remove });
    const detail = { set: withoutRepeats(set), remove, hosts: rows.map(({ name }) => name) };
    return { result: undefined, record: { action: 'hosts.label', target: targetOf(rows), detail } };
  });
}

/** Forgets hosts; refused for all of them, with names, while one is taken or others are reached through it. */
export async function removeHosts(
  dependencies: ServiceDependencies,
  actor: Actor,
  ids: readonly string[],
): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const rows = await lockAll(tx, actor, ids);
    refuseLab(rows, 'removed');
    refuseTaken(rows);
    const reached = await listReachedThrough(tx, ids);
    if (reached.length > 0) {
      const through = nameSome([...new Set(reached.map((row) => row.through))]);
      const names = nameSome(reached.map(({ name }) => name));
      throw new AppError(
        'conflict',
        `${names} ${reached.length === 1 ? 'is' : 'are'} reached through ${through}. Give them another jump host first, or remove them too.`,
      );
    }
    await deleteHosts(tx, ids);
    const detail = { hosts: rows.map(({ name }) => name) };
    return { result: undefined, record: { action: 'hosts.remove', target: targetOf(rows), detail } };
  });
}

/** Locks hosts by id; a fault when one of them is not there. */
export async function lockAll(tx: Tx, actor: Actor, ids: readonly string[]): Promise<HostRow[]> {
  const rows = await lockHosts(tx, actor.tenant.id, ids);
  if (rows.length < new Set(ids).size) throw notFound('host');
  return rows;
}

/** The hosts of a change, for the audit trail; the detail names all of them. */
export function targetOf(rows: readonly HostRow[]): string {
  const [first] = rows;
  return rows.length === 1 && first !== undefined ? first.name : `${rows.length} hosts`;
}

function refuseLab(rows: readonly HostRow[], verb: string): void {
  const lab = rows.filter((row) => row.lab);
  if (lab.length === 0) return;
  const names = nameSome(lab.map(({ name }) => name));
  throw new AppError(
    'conflict',
    `${names}: demonstration hosts cannot be ${verb}; the product looks after them itself. GANTRY_LAB=0 turns them off.`,
  );
}

function refuseTaken(rows: readonly HostRow[]): void {
  const taken = rows.filter((row) => row.holderInstanceId !== null);
  if (taken.length === 0) return;
  const holders = taken
    .slice(0, 5)
    .map((row) => `"${row.name}" by ${row.holderInstanceId} of "${row.holderDeploymentName}"`);
  const more = taken.length > holders.length ? ` and ${taken.length - holders.length} more` : '';
  throw new AppError(
    'conflict',
    `Hosts that are taken cannot be removed: ${holders.join(', ')}${more}. Uninstall what holds them, or release them by hand.`,
  );
}

function refuse(problems: FieldProblem[]): { result: HostResult; record: null } {
  return { result: { ok: false, problems }, record: null };
}
