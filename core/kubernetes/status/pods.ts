import type { JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { listAt, mapAt } from '../objects/kubernetes-object.ts';
import { conditionOf, countAt, textAt } from './conditions.ts';
import { failed, type ObjectStatus, ready, waiting } from './object-status.ts';

/**
 * A pod (runtime.md H.4): Running and Succeeded are well, Pending and Unknown are waited for, Failed is final. Beyond
 * it, one that runs is waited for until its containers are ready.
 */
export function podStatus(object: JsonObject): ObjectStatus {
  const status = mapAt(object, 'status');
  const phase = textAt(status, 'phase');
  if (phase === 'Succeeded') return ready;
  if (phase === 'Failed') return failed(failureOf(object, status));
  const troubles = containersOf(status).flatMap(troubleOf);
  if (phase === 'Running') {
    const condition = conditionOf(object, 'Ready');
    if (condition === undefined || condition.status === 'True') return ready;
    return waiting(troubles.join('; ') || condition.says);
  }
  const scheduled = conditionOf(object, 'PodScheduled');
  const place = scheduled?.status === 'False' ? [scheduled.says] : [];
  return waiting([...place, ...troubles].join('; ') || (phase === '' ? 'it was not looked at yet' : `it is ${phase}`));
}

function failureOf(object: JsonObject, status: JsonObject): string {
  const said = [textAt(status, 'reason'), textAt(status, 'message')].filter((part) => part !== '').join(': ');
  if (said !== '') return said;
  const ended = containersOf(status).flatMap((container) => {
    const state = mapAt(mapAt(container, 'state'), 'terminated');
    const code = countAt(state, 'exitCode');
    return code === 0 ? [] : [`${textAt(container, 'name')} ended with exit code ${code}`];
  });
  return ended.join('; ') || `the pod ${textAt(mapAt(object, 'metadata'), 'name')} has failed`;
}

function containersOf(status: JsonObject): JsonObject[] {
  return ['initContainerStatuses', 'containerStatuses'].flatMap((key) => listAt(status, key)).filter(isJsonObject);
}

/** What keeps a container from running, such as an image that cannot be had. */
function troubleOf(container: JsonObject): string[] {
  const state = mapAt(mapAt(container, 'state'), 'waiting');
  const reason = textAt(state, 'reason');
  if (reason === '' || reason === 'ContainerCreating' || reason === 'PodInitializing') return [];
  const message = textAt(state, 'message');
  return [`${textAt(container, 'name')}: ${message === '' ? reason : `${reason}, ${message}`}`];
}
