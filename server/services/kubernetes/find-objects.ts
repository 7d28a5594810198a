import { type KeptObject, keptObjectsOf } from '../../../core/kubernetes/kept/kept-objects.ts';
import type { OperationContext } from '../../../core/ports/operation.ts';
import { findFile, listFiles } from '../../../db/repositories/blueprint.ts';
import type { NodeInstanceRow } from '../../../db/repositories/node-instance.ts';
import { loadSubject } from '../../runtime/open-run.ts';
import { buildReadingContext } from '../../runtime/reading-context.ts';
import type { Subject } from '../../runtime/subject.ts';
import type { ServiceDependencies } from '../dependencies.ts';

/** An object that an instance of a deployment has on a cluster. */
export interface DeploymentObject extends KeptObject {
  instance: NodeInstanceRow;
}

/** The objects of a deployment, and what leads to the clusters that they are on. */
export interface DeploymentObjects {
  objects: DeploymentObject[];
  /** What an operation of the instance would be given. */
  contextOf(instance: NodeInstanceRow, signal: AbortSignal): Promise<OperationContext>;
}

/** The plugin's name in plans. */
const plugin = 'kubernetes';

/** Reads what operations have kept of the objects that they made. @throws UnrunnableExecution when the deployment is gone */
export async function findDeploymentObjects(
  { db, vault, redactor }: Pick<ServiceDependencies, 'db' | 'vault' | 'redactor'>,
  { id, tenant }: { id: string; tenant: { id: string; name: string } },
): Promise<DeploymentObjects> {
  const secrets = vault.reader(tenant.id);
  const subject: Subject = await loadSubject(db, { deploymentId: id, updateId: null }, { secrets, redactor });
  const version = subject.record.blueprintVersionId;
  return {
    objects: subject.instances
      .all()
      .flatMap((instance) => keptObjectsOf(instance.runtimeProperties).map((kept) => ({ ...kept, instance }))),
    contextOf: (instance, signal) =>
      buildReadingContext({
        ...{ subject, tenant: tenant.name, instance, plugin, signal },
        readFile: async (path) => (await findFile(db, version, path))?.content ?? null,
        listFiles: async () => (await listFiles(db, version)).map(({ path }) => path),
      }),
  };
}

/** Whether instances with these runtime properties have objects on a cluster. */
export function hasObjects(instances: readonly Pick<NodeInstanceRow, 'runtimeProperties'>[]): boolean {
  return instances.some(({ runtimeProperties }) => keptObjectsOf(runtimeProperties).length > 0);
}
