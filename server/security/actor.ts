import type { Role } from '../../db/schema/tenant.ts';

/** Who asks, and with which rights. Every use case acts within the actor's tenant. */
export interface Actor {
  userId: string;
  name: string;
  email: string;
  tenant: { id: string; name: string };
  role: Role;
}
