import type { JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { groupOf } from '../api/api-resource.ts';
import { type KubernetesObject, listAt, mapAt } from '../objects/kubernetes-object.ts';
import { countAt, textAt } from '../status/conditions.ts';

/** A container of a pod. */
export interface ContainerFacts {
  name: string;
  /** It runs to its end before the others begin. */
  isInit: boolean;
  restarts: number;
  /** In a word: `running`, or why it is not. */
  state: string;
  /** It ended before and was started again: its earlier logs can be read. */
  hasPrevious: boolean;
}

/** What the console tells of a pod. */
export interface PodFacts {
  /** The node of the cluster that it is on; null: none yet. */
  host: string | null;
  ready: number;
  restarts: number;
  containers: ContainerFacts[];
}

/** The facts of a pod; null for all other kinds. */
export function podFactsOf(object: KubernetesObject): PodFacts | null {
  if (object.kind !== 'Pod' || groupOf(object.apiVersion) !== '') return null;
  const spec = mapAt(object, 'spec');
  const status = mapAt(object, 'status');
  const containers = [
    ...factsOf(spec, status, { names: 'initContainers', statuses: 'initContainerStatuses' }),
    ...factsOf(spec, status, { names: 'containers', statuses: 'containerStatuses' }),
  ];
  const host = textAt(spec, 'nodeName');
  return {
    host: host === '' ? null : host,
    ready: listAt(status, 'containerStatuses').filter((each) => isJsonObject(each) && each['ready'] === true).length,
    restarts: containers.reduce((sum, { restarts }) => sum + restarts, 0),
    containers,
  };
}

function factsOf(spec: JsonObject, status: JsonObject, keys: { names: string; statuses: string }): ContainerFacts[] {
  const statuses = listAt(status, keys.statuses).filter(isJsonObject);
  return listAt(spec, keys.names)
    .filter(isJsonObject)
    .map((container) => {
      const name = textAt(container, 'name');
      const own = statuses.find((each) => textAt(each, 'name') === name) ?? {};
      return {
        name,
        isInit: keys.names === 'initContainers',
        restarts: countAt(own, 'restartCount'),
        state: stateOf(mapAt(own, 'state')),
        hasPrevious: Object.hasOwn(mapAt(own, 'lastState'), 'terminated'),
      };
    });
}

function stateOf(state: JsonObject): string {
  if (Object.hasOwn(state, 'running')) return 'running';
  const ended = mapAt(state, 'terminated');
  const reason = textAt(ended, 'reason') || textAt(mapAt(state, 'waiting'), 'reason');
  if (reason !== '') return reason;
  return Object.hasOwn(state, 'terminated') ? `ended with exit code ${countAt(ended, 'exitCode')}` : 'not started yet';
}
