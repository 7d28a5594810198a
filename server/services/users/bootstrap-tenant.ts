import { listMembers, putMembership } from '../../../db/repositories/membership.ts';
import { ensureTenant } from '../../../db/repositories/tenant.ts';
import { insertUser } from '../../../db/repositories/user.ts';
import { change, defaultTenant, product, type ServiceDependencies } from '../dependencies.ts';
import { createPassword } from './create-password.ts';

export const firstAdministratorEmail = 'admin@gantry.local';

/** How the first administrator signs in; told once. */
export interface FirstAdministrator {
  email: string;
  password: string;
}

/** Makes the default tenant and, when nobody is in it, its first administrator; null when there was somebody. */
export async function bootstrapTenant(
  dependencies: Pick<ServiceDependencies, 'db' | 'clock' | 'ids' | 'hashPassword'>,
): Promise<FirstAdministrator | null> {
  const { db, ids } = dependencies;
  await ensureTenant(db, defaultTenant);
  if ((await listMembers(db, defaultTenant.id)).length > 0) return null;
  const email = firstAdministratorEmail;
  const password = createPassword();
  const passwordHash = await dependencies.hashPassword(password);
  const id = ids.uuid();
  return change(dependencies, product, async (tx) => {
    // Two servers that start at once on one database: the second finds the address taken.
    if (!(await insertUser(tx, { id, name: 'Administrator', email, passwordHash })))
      return { result: null, record: null };
    await putMembership(tx, { tenantId: defaultTenant.id, userId: id, role: 'admin' });
    return {
      result: { email, password },
      record: { action: 'users.create', target: email, detail: { role: 'admin' } },
    };
  });
}
