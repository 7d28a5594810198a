import type { Tx } from '../../../db/client.ts';
import {
  deleteMembership,
  deleteUser,
  listMembers,
  listMemberships,
  lockAdministrators,
  putMembership,
} from '../../../db/repositories/membership.ts';
import { findMember, insertUser } from '../../../db/repositories/user.ts';
import type { Role } from '../../../db/schema/tenant.ts';
import type { UserView } from '../../api/contract.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { notFound } from '../not-found.ts';
import { createPassword } from './create-password.ts';

export async function listUsers({ db }: ServiceDependencies, actor: Actor): Promise<UserView[]> {
  const rows = await listMembers(db, actor.tenant.id);
  return rows.map(({ id, name, email, role, createdAt }) => ({
    id,
    name,
    email,
    role,
    createdAt: createdAt.toISOString(),
    you: id === actor.userId,
  }));
}

/** Makes a user with a random password, which is told here and never again. */
export async function createUser(
  dependencies: ServiceDependencies,
  actor: Actor,
  { email, name, role }: { email: string; name: string; role: Role },
): Promise<{ id: string; password: string }> {
  const password = createPassword();
  const passwordHash = await dependencies.hashPassword(password);
  const id = dependencies.ids.uuid();
  return change(dependencies, actor, async (tx) => {
    if (!(await insertUser(tx, { id, name, email, passwordHash }))) {
      throw new AppError('conflict', `There is a user with the address ${email} already.`);
    }
    await putMembership(tx, { tenantId: actor.tenant.id, userId: id, role });
    return { result: { id, password }, record: { action: 'users.create', target: email, detail: { role } } };
  });
}

/** Gives a user another role, effective at once; the last administrator stays one. */
export async function setUserRole(
  dependencies: ServiceDependencies,
  actor: Actor,
  { id, role }: { id: string; role: Role },
): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const member = await requireMember(tx, actor, id);
    if (role !== 'admin') await refuseLastAdministrator(tx, actor, id);
    await putMembership(tx, { tenantId: actor.tenant.id, userId: id, role });
    return {
      result: undefined,
      record: { action: 'users.setRole', target: member.email, detail: { from: member.role, to: role } },
    };
  });
}

/** Takes a user out of the tenant, and out of the product when it was the only one; signs them out everywhere. */
export async function removeUser(dependencies: ServiceDependencies, actor: Actor, id: string): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const member = await requireMember(tx, actor, id);
    await refuseLastAdministrator(tx, actor, id);
    await deleteMembership(tx, actor.tenant.id, id);
    if ((await listMemberships(tx, id)).length === 0) await deleteUser(tx, id);
    return {
      result: undefined,
      record: { action: 'users.remove', target: member.email, detail: { role: member.role } },
    };
  });
}

async function requireMember(tx: Tx, actor: Actor, id: string): Promise<{ id: string; email: string; role: Role }> {
  const member = await findMember(tx, actor.tenant.id, id);
  if (member === null) throw notFound('user');
  return member;
}

async function refuseLastAdministrator(tx: Tx, actor: Actor, id: string): Promise<void> {
  const administrators = await lockAdministrators(tx, actor.tenant.id);
  if (administrators.length === 1 && administrators[0] === id) {
    throw new AppError('conflict', 'This is the last administrator. Make somebody else an administrator first.');
  }
}
