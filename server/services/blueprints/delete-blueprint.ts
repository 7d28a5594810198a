import { deleteBlueprint as deleteRow, findBlueprint } from '../../../db/repositories/blueprint.ts';
import { listDeployments } from '../../../db/repositories/deployment.ts';
import { deleteUpdatesWith, listUpdatedWith } from '../../../db/repositories/deployment-update.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Actor } from '../../security/actor.ts';
import { change, type ServiceDependencies } from '../dependencies.ts';
import { nameSome } from '../name-some.ts';
import { notFound } from '../not-found.ts';

/** Deletes a blueprint with all its versions, and the updates from and to them; refused, with their names, while deployments use it. */
export async function deleteBlueprint(dependencies: ServiceDependencies, actor: Actor, id: string): Promise<void> {
  await change(dependencies, actor, async (tx) => {
    const found = await findBlueprint(tx, actor.tenant.id, id);
    if (found === null) throw notFound('blueprint');
    const users = await listDeployments(tx, actor.tenant.id, { blueprintId: id });
    if (users.length > 0) {
      const names = nameSome(users.map((user) => user.name));
      throw new AppError('conflict', `The blueprint "${found.name}" is used by ${names}. Delete them first.`);
    }
    const updated = await listUpdatedWith(tx, id);
    if (updated.length > 0) {
      const message = `The blueprint "${found.name}" is what ${nameSome(updated)} is being updated with. Wait until that has ended.`;
      throw new AppError('conflict', message);
    }
    await deleteUpdatesWith(tx, id);
    await deleteRow(tx, actor.tenant.id, id);
    return { result: undefined, record: { action: 'blueprints.delete', target: found.name } };
  });
}
