import type { ServiceDependencies } from '../dependencies.ts';
import type { UserServices } from '../services.ts';
import { createUser, listUsers, removeUser, setUserRole } from './users.ts';

/** The use cases of those who may sign in. */
export function userServices(d: ServiceDependencies): UserServices {
  return {
    list: (actor) => listUsers(d, actor),
    create: (actor, input) => createUser(d, actor, input),
    setRole: (actor, input) => setUserRole(d, actor, input),
    remove: (actor, id) => removeUser(d, actor, id),
  };
}
