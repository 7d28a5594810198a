import { listHosts as listRows, type NamedHostRow } from '../../../db/repositories/host.ts';
import type { HostFilter, HostState, HostView } from '../../api/contract.ts';
import type { Actor } from '../../security/actor.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import type { HostTester } from './host-tester.ts';

/** The hosts that fit a filter, by name. */
export async function listHosts(
  { db, hostTester }: Pick<ServiceDependencies, 'db' | 'hostTester'>,
  actor: Actor,
  filter: HostFilter,
): Promise<HostView[]> {
  const rows = await listRows(db, actor.tenant.id, filter);
  return rows.map((row) => toView(row, hostTester));
}

export async function getHost(
  { db, hostTester }: Pick<ServiceDependencies, 'db' | 'hostTester'>,
  actor: Actor,
  id: string,
): Promise<HostView> {
  const [row] = await listRows(db, actor.tenant.id, { ids: [id] });
  if (row === undefined) throw notFound('host');
  return toView(row, hostTester);
}

function toView(row: NamedHostRow, tester: HostTester): HostView {
  const { id, name, address, port, user, useAgent, sudo, labels, notes, lab, facts, checkError, createdBy } = row;
  const { keySecret, passphraseSecret, certificate, passwordSecret, sudoPasswordSecret, outOfServiceReason } = row;
  return {
    ...{ id, name, address, port, user, useAgent, sudo, labels, notes, lab, facts, checkError, createdBy },
    ...{ keySecret, passphraseSecret, certificate, passwordSecret, sudoPasswordSecret, outOfServiceReason },
    jumpHost: row.jumpHostName,
    state: stateOf(row),
    holder: holderOf(row),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    testing: tester.stateOf(id),
    createdAt: row.createdAt.toISOString(),
  };
}

function stateOf({ isOutOfService, holderInstanceId }: NamedHostRow): HostState {
  if (isOutOfService) return 'out-of-service';
  return holderInstanceId === null ? 'free' : 'taken';
}

function holderOf(row: NamedHostRow): HostView['holder'] {
  const { holderDeploymentId, holderDeploymentName, holderInstanceId, takenAt } = row;
  if (holderDeploymentId === null || holderInstanceId === null) return null;
  return {
    deployment: { id: holderDeploymentId, name: holderDeploymentName ?? holderDeploymentId, exists: row.holderExists },
    instance: holderInstanceId,
    since: (takenAt ?? row.createdAt).toISOString(),
  };
}
