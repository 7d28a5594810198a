import type { Db } from '../../../db/client.ts';
import { listMemberships } from '../../../db/repositories/membership.ts';
import type { Actor } from '../actor.ts';
import type { Auth } from './create-auth.ts';

/** Who a request's cookies belong to; null when nobody is signed in or the person belongs to no tenant. */
export async function findActor(auth: Auth, db: Db, headers: Headers): Promise<Actor | null> {
  if (!headers.has('cookie')) return null;
  const found = await auth.api.getSession({ headers });
  if (found === null) return null;
  const [membership] = await listMemberships(db, found.user.id);
  if (membership === undefined) return null;
  return {
    userId: found.user.id,
    name: found.user.name,
    email: found.user.email,
    tenant: { id: membership.tenantId, name: membership.tenantName },
    role: membership.role,
  };
}
