import { deleteBlueprint as deleteRow, findBlueprint } from '../../../db/repositories/blueprint.ts';
import { listDeployments } from '../../../db/repositories/deployment.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { nameSome } from '../name-some.ts';
import { notFound } from '../not-found.ts';

/** Deletes a blueprint with all its versions; refused, with their names, while deployments use it. */
export async function deleteBlueprint(dependencies: ServiceDependencies, actor: Actor, id: string): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const found = await findBlueprint(tx, actor.tenant.id, id);
    if (found === null) throw notFound('blueprint');
    const users = await listDeployments(tx, actor.tenant.id, { blueprintId: id });
    if (users.length > 0) {
      const names = nameSome(users.map((user) => user.name));
      throw new AppError('conflict', `The blueprint "${found.name}" is used by ${names}. Delete them first.`);
    }
    await deleteRow(tx, actor.tenant.id, id);
    return { result: undefined, record: { action: 'blueprints.delete', target: found.name } };
  });
}
