import { type KubernetesObject, mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { OperationContext } from '../../../../core/ports/operation.ts';

/**
 * Annotations by which what Gantry made is known again, so that nothing else is taken over or deleted. They are no
 * labels: a server gives a ReplicationController the labels of its pods only where it has none of its own.
 */
export type Marks = Readonly<Record<string, string>>;

/** Of what belongs to the node instance of an operation. */
export function marksOfInstance({ deployment }: OperationContext, instanceId: string): Marks {
  return { 'gantry.dev/deployment': deployment.id, 'gantry.dev/node-instance': instanceId };
}

/** Of what a workflow made; it belongs to nobody afterwards. */
export function marksOfExecution({ deployment, key }: OperationContext): Marks {
  return { 'gantry.dev/deployment': deployment.id, 'gantry.dev/execution': key.executionId };
}

/** The object with the marks among its annotations. */
export function withMarks(object: KubernetesObject, marks: Marks): KubernetesObject {
  const annotations = { ...mapAt(object.metadata, 'annotations'), ...marks };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** True when the object of the server carries all of the marks. */
export function hasMarks(object: KubernetesObject, marks: Marks): boolean {
  const annotations = mapAt(object.metadata, 'annotations');
  return Object.entries(marks).every(([key, value]) => annotations[key] === value);
}
