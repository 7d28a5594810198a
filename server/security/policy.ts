import { type Role, roles } from '../../db/schema/tenant.ts';

const everyone: readonly Role[] = roles;
const operators: readonly Role[] = ['admin', 'operator'];
const admins: readonly Role[] = ['admin'];

/**
 * Who may call what: each procedure of the API by its path, and nothing else. A procedure without an entry here fails
 * the type check (server/api/policy-check.ts) and the start; deny is the default.
 */
export const policy = {
  'session.get': everyone,
  'blueprints.list': everyone,
  'blueprints.get': everyone,
  'blueprints.file': everyone,
  'blueprints.upload': operators,
  'blueprints.delete': operators,
  'deployments.list': everyone,
  'deployments.search': everyone,
  'deployments.get': everyone,
  'deployments.instance': everyone,
  'deployments.instanceHistory': everyone,
  'deployments.scalables': everyone,
  'deployments.history': everyone,
  'deployments.workflows': everyone,
  'deployments.changes': everyone,
  'deployments.create': operators,
  'deployments.delete': operators,
  'executions.list': everyone,
  'executions.search': everyone,
  'executions.facets': everyone,
  'executions.get': everyone,
  'executions.events': everyone,
  'executions.logSummary': everyone,
  'executions.logPosition': everyone,
  'executions.findInLog': everyone,
  'executions.findSummary': everyone,
  'executions.stream': everyone,
  'executions.getPreview': everyone,
  'executions.timeline': everyone,
  'executions.estimate': everyone,
  'executions.forecast': everyone,
  'executions.start': operators,
  'executions.preview': operators,
  'executions.resume': operators,
  'executions.cancel': operators,
  'executions.decide': operators,
  'schedules.list': everyone,
  'schedules.get': everyone,
  'schedules.occurrences': everyone,
  'schedules.create': operators,
  'schedules.update': operators,
  'schedules.delete': operators,
  'groups.list': everyone,
  'groups.get': everyone,
  'groups.start': operators,
  'groups.cancel': operators,
  'hosts.list': everyone,
  'hosts.get': everyone,
  'hosts.testProgress': everyone,
  'hosts.keys': everyone,
  'hosts.add': operators,
  'hosts.import': operators,
  'hosts.update': operators,
  'hosts.label': operators,
  'hosts.remove': operators,
  'hosts.test': operators,
  'hosts.takeOutOfService': operators,
  'hosts.putBack': operators,
  'hosts.release': operators,
  'hosts.acceptKey': operators,
  'hosts.revokeKey': operators,
  'secrets.list': operators,
  'secrets.put': operators,
  'secrets.delete': operators,
  'updates.list': everyone,
  'updates.get': everyone,
  'updates.plan': operators,
  'updates.preview': operators,
  'updates.start': operators,
  'updates.rollback': operators,
  'users.list': admins,
  'users.create': admins,
  'users.setRole': admins,
  'users.remove': admins,
  'catalogue.plugins': everyone,
  'catalogue.plugin': everyone,
  'catalogue.types': everyone,
  'catalogue.type': everyone,
  'system.get': admins,
  'audit.list': admins,
} as const satisfies Record<string, readonly Role[]>;

export type PolicyPath = keyof typeof policy;

/** The roles that may call a procedure; none when the table does not name it. */
export function rolesAllowed(path: string): readonly Role[] {
  return Object.hasOwn(policy, path) ? policy[path as PolicyPath] : [];
}
