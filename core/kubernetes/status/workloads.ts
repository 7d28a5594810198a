import type { JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { mapAt } from '../objects/kubernetes-object.ts';
import { conditionOf, countAt, textAt } from './conditions.ts';
import { failed, type ObjectStatus, ready, waiting } from './object-status.ts';

/* Controllers of pods. runtime.md H.4 only asks whether a Deployment has a status; here its rollout must be complete. */

/** A Deployment whose rollout is complete: all pods are of the newest template and available, and no older ones are left. */
export function deploymentStatus(object: JsonObject): ObjectStatus {
  const status = mapAt(object, 'status');
  const wanted = wantedReplicas(object);
  const progressing = conditionOf(object, 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') return failed(progressing.says);
  const updated = countAt(status, 'updatedReplicas');
  if (updated < wanted) return waiting(withFailure(object, `${updated} of ${wanted} pods are of the new version`));
  const old = countAt(status, 'replicas') - updated;
  if (old > 0) return waiting(`pods of the old version are still there: ${old}`);
  return allOf(wanted, countAt(status, 'availableReplicas'), 'available');
}

/** A ReplicaSet or ReplicationController: `readyReplicas` equals the number wanted (runtime.md H.4). */
export function replicaStatus(object: JsonObject): ObjectStatus {
  const status = allOf(wantedReplicas(object), countAt(mapAt(object, 'status'), 'readyReplicas'), 'ready');
  return status.state === 'waiting' ? waiting(withFailure(object, status.reason)) : status;
}

/** A StatefulSet: all pods ready and, unless pods are only replaced by hand, of the newest revision. */
export function statefulSetStatus(object: JsonObject): ObjectStatus {
  const status = mapAt(object, 'status');
  const strategy = mapAt(mapAt(object, 'spec'), 'updateStrategy');
  const wanted = wantedReplicas(object);
  const counted = allOf(wanted, countAt(status, 'readyReplicas'), 'ready');
  if (counted.state !== 'ready' || textAt(strategy, 'type') === 'OnDelete') return counted;
  const kept = Math.min(countAt(mapAt(strategy, 'rollingUpdate'), 'partition'), wanted);
  const isUpdated = textAt(status, 'currentRevision') === textAt(status, 'updateRevision');
  const updated = countAt(status, 'updatedReplicas');
  if (isUpdated || updated >= wanted - kept) return ready;
  return waiting(`${updated} of ${wanted - kept} pods are of the new version`);
}

/** A DaemonSet: on each node that should have one there is an available pod of the newest template. */
export function daemonSetStatus(object: JsonObject): ObjectStatus {
  const status = mapAt(object, 'status');
  // Before the controller has looked at it there is no number at all.
  if (typeof status['desiredNumberScheduled'] !== 'number') return waiting('it was not looked at yet');
  const wanted = countAt(status, 'desiredNumberScheduled');
  const isByHand = textAt(mapAt(mapAt(object, 'spec'), 'updateStrategy'), 'type') === 'OnDelete';
  const updated = countAt(status, 'updatedNumberScheduled');
  if (!isByHand && updated < wanted) return waiting(`${updated} of ${wanted} pods are of the new version`);
  return allOf(wanted, countAt(status, 'numberAvailable'), 'available');
}

/** A Job: it is complete, or has failed; one that is suspended waits. */
export function jobStatus(object: JsonObject): ObjectStatus {
  if (conditionOf(object, 'Complete')?.status === 'True') return ready;
  const failure = conditionOf(object, 'Failed');
  if (failure?.status === 'True') return failed(failure.says);
  if (conditionOf(object, 'Suspended')?.status === 'True') return waiting('it is suspended');
  const status = mapAt(object, 'status');
  const wanted = mapAt(object, 'spec')['completions'];
  const done = `${countAt(status, 'succeeded')} of ${typeof wanted === 'number' ? wanted : 1} pods have succeeded`;
  const failures = countAt(status, 'failed');
  return waiting(failures === 0 ? done : `${done}, ${failures} failed`);
}

function wantedReplicas(object: JsonObject): number {
  const { spec } = object;
  const replicas = isJsonObject(spec) ? spec['replicas'] : undefined;
  return typeof replicas === 'number' ? replicas : 1;
}

function allOf(wanted: number, there: number, what: string): ObjectStatus {
  return there >= wanted ? ready : waiting(`${there} of ${wanted} pods are ${what}`);
}

/** With the reason for which pods cannot be made, such as a quota. */
function withFailure(object: JsonObject, reason: string): string {
  const failure = conditionOf(object, 'ReplicaFailure');
  return failure?.status === 'True' ? `${reason}: ${failure.says}` : reason;
}
