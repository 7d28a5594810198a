import type { Json } from '../../../../core/blueprint/json.ts';
import { planMicroservice } from '../../../../core/kubernetes/microservice/plan-microservice.ts';
import type { ObjectIdentity } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { OverrideFault } from '../../../../core/kubernetes/overrides/override-fault.ts';
import { type NodeAndInstance, NonRecoverableError, type OperationContext } from '../../../../core/ports/operation.ts';
import { createObjects } from '../objects/create-objects.ts';
import { hasMarks, marksOfInstance } from '../objects/marks.ts';
import { nameObject } from '../objects/name-object.ts';
import { removeObjects } from '../objects/remove-objects.ts';
import { waitUntilReady } from '../objects/wait-until-ready.ts';
import type { KubernetesParts } from '../parts.ts';
import { keptIdentities, withObject, withOnly } from './kept-objects.ts';
import { lateValuesOf } from './late-values.ts';

type Operation = (parts: KubernetesParts, context: OperationContext) => Promise<Json>;

/** The operations of `cloudify.kubernetes.Microservice`, by the mappings of every generation of the old plugin. */
export const microserviceOperations: Readonly<Record<string, Operation>> = {
  'kubernetes.kube_plugin.tasks.kube_run_expose': makeMicroservice,
  'kubernetes.kube_plugin.remote_tasks.kube_run_expose': makeMicroservice,
  'kubernetes.kube_plugin.remote-tasks.kube_run_expose': makeMicroservice,
  'kubernetes.kube_plugin.tasks.kube_delete': removeMicroservice,
  'kubernetes.kube_plugin.remote_tasks.kube_delete': removeMicroservice,
  'kubernetes.kube_plugin.remote-tasks.kube_delete': removeMicroservice,
};

/** Makes the objects of the node and waits until they are ready; their names are the result. */
async function makeMicroservice(parts: KubernetesParts, context: OperationContext): Promise<Json> {
  const self = selfOf(context);
  const { instance } = self;
  const objects = await planOf(parts, context, self);
  const client = await parts.clusters.of(context);
  const made = await createObjects(context, {
    ...{
      client,
      objects,
      marks: marksOfInstance(context, instance.id),
      seed: `${context.deployment.id}/${instance.id}`,
    },
    keep: (identity, applied) =>
      context.setRuntimeProperties('self', withObject(instance.runtimeProperties, identity, applied)),
  });
  await waitUntilReady(context, client, made);
  const names = made.map(nameObject);
  context.log('info', `Ready: the ${names.join(', the ')}.`);
  return names;
}

/** Deletes exactly what the instance has made. */
async function removeMicroservice(parts: KubernetesParts, context: OperationContext): Promise<Json> {
  const { instance } = selfOf(context);
  const identities = keptIdentities(instance.runtimeProperties);
  if (identities.length === 0) {
    context.log('info', 'There is nothing to delete: this node has made no objects.');
    return [];
  }
  const marks = marksOfInstance(context, instance.id);
  const client = await parts.clusters.of(context);
  const keep = (left: readonly ObjectIdentity[]) =>
    context.setRuntimeProperties('self', withOnly(instance.runtimeProperties, left));
  await removeObjects(context, { client, identities, isOurs: (live) => hasMarks(live, marks), keep });
  await context.setRuntimeProperties('self', withOnly(instance.runtimeProperties, []));
  return identities.map(nameObject);
}

async function planOf({ managementIp }: KubernetesParts, context: OperationContext, self: NodeAndInstance) {
  const values = lateValuesOf(context, self, managementIp);
  try {
    return await planMicroservice(self.node.properties, {
      values,
      readFile: async (path) => {
        const content = await context.resource(path);
        return content === null ? null : new TextDecoder().decode(content);
      },
    });
  } catch (fault) {
    if (fault instanceof OverrideFault) throw new NonRecoverableError(fault.message);
    throw fault;
  }
}

function selfOf({ self, operation }: OperationContext): NodeAndInstance {
  if (self !== undefined) return self;
  throw new NonRecoverableError(`${operation} is for the lifecycle of a node and not for relationships.`);
}
