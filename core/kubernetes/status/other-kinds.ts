import type { JsonObject } from '../../blueprint/json.ts';
import { listAt, mapAt } from '../objects/kubernetes-object.ts';
import { conditionOf, conditionsOf, textAt } from './conditions.ts';
import { failed, type ObjectStatus, ready, waiting } from './object-status.ts';

/** A Service: only a load balancer takes time to get its address. */
export function serviceStatus(object: JsonObject): ObjectStatus {
  return textAt(mapAt(object, 'spec'), 'type') === 'LoadBalancer' ? addressStatus(object) : ready;
}

/** What gets an address from a load balancer, as an Ingress does (runtime.md H.4: until its status is filled). */
export function addressStatus(object: JsonObject): ObjectStatus {
  const addresses = listAt(mapAt(mapAt(object, 'status'), 'loadBalancer'), 'ingress');
  return addresses.length > 0 ? ready : waiting('it has no address yet');
}

/** A claim (runtime.md H.4): one that is Pending may wait for its first pod, and is well. */
export function claimStatus(object: JsonObject): ObjectStatus {
  return byPhase(object, { ready: ['Pending', 'Available', 'Bound'], failed: ['Lost'] });
}

/** A volume (runtime.md H.4). */
export function volumeStatus(object: JsonObject): ObjectStatus {
  return byPhase(object, { ready: ['Available', 'Bound'], failed: ['Failed'] });
}

/** A namespace that objects can be put in. */
export function namespaceStatus(object: JsonObject): ObjectStatus {
  return byPhase(object, { ready: ['Active'], failed: [] });
}

function byPhase(object: JsonObject, phases: { ready: string[]; failed: string[] }): ObjectStatus {
  const status = mapAt(object, 'status');
  const phase = textAt(status, 'phase');
  if (phases.ready.includes(phase)) return ready;
  const message = textAt(status, 'message');
  const said = message === '' ? `it is ${phase}` : `it is ${phase}: ${message}`;
  if (phases.failed.includes(phase)) return failed(said);
  return waiting(phase === '' ? 'it was not looked at yet' : said);
}

/** A node that takes pods. */
export function nodeStatus(object: JsonObject): ObjectStatus {
  const condition = conditionOf(object, 'Ready');
  if (condition === undefined) return waiting('its kubelet has not reported yet');
  return condition.status === 'True' ? ready : waiting(condition.says);
}

/** A definition of a kind of objects: they can be created once it is established. */
export function definitionStatus(object: JsonObject): ObjectStatus {
  const names = conditionOf(object, 'NamesAccepted');
  if (names?.status === 'False') return failed(names.says);
  return conditionOf(object, 'Established')?.status === 'True' ? ready : waiting('its kind is not served yet');
}

const good = ['Ready', 'Available', 'Succeeded', 'Complete', 'Synced'];
const bad = ['Failed', 'Stalled'];

/** An object of a kind that nothing is known of: what its conditions say; without any it is well. */
export function customStatus(object: JsonObject): ObjectStatus {
  const conditions = conditionsOf(object);
  const failure = conditions.find(({ type, status }) => bad.includes(type) && status === 'True');
  if (failure !== undefined) return failed(failure.says);
  const busy = conditions.find(({ type, status }) => type === 'Reconciling' && status === 'True');
  if (busy !== undefined) return waiting(busy.says);
  const missing = conditions.find(({ type, status }) => good.includes(type) && status !== 'True');
  return missing === undefined ? ready : waiting(missing.says);
}
