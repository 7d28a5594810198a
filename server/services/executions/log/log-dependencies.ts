import { findLog, type LogRow } from '../../../../db/repositories/execution.ts';
import type { Actor } from '../../../security/actor.ts';
import type { ServiceDependencies } from '../../dependencies.ts';
import { notFound } from '../../not-found.ts';
import type { LogSets } from './log-sets.ts';

/** What the use cases of logs are given. */
export type LogDependencies = Pick<ServiceDependencies, 'db'> & { sets: LogSets };

/** The log if it belongs to the actor's tenant; throws `not-found` otherwise. */
export async function requireLog({ db }: Pick<LogDependencies, 'db'>, actor: Actor, id: string): Promise<LogRow> {
  const row = await findLog(db, { id, tenantId: actor.tenant.id });
  if (row === null) throw notFound('execution');
  return row;
}
