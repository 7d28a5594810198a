import type { Json, JsonObject } from '../../blueprint/json.ts';
import { WorkflowRefusal } from '../definition.ts';
import { isTrue } from '../selection.ts';

/** What a scaling is asked to do (runtime.md A.9). */
export interface ScaleRequest {
  /** The node or scaling group. */
  name: string;
  /** How many instances more, or fewer, in each instance of what it stands in. */
  delta: number;
  /** A node that stands on a host means the host. */
  scaleCompute: boolean;
  /** Ids to remove first, and ids to keep; only when there are to be fewer. */
  include: readonly string[];
  exclude: readonly string[];
  ignoreFailure: boolean;
  rollbackIfFailed: boolean;
  abortStarted: boolean;
}

/** Reads the parameters of `scale_entity`. @throws WorkflowRefusal */
export function readScaleEntity(parameters: JsonObject): ScaleRequest {
  return read(parameters, 'scalable_entity_name', { scaleCompute: isTrue(parameters, 'scale_compute') });
}

/** Reads the parameters of the older `scale`, which scales the host unless it is told otherwise. @throws WorkflowRefusal */
export function readScale(parameters: JsonObject): ScaleRequest {
  return read(parameters, 'node_id', { scaleCompute: isUnlessToldOtherwise(parameters, 'scale_compute') });
}

function read(parameters: JsonObject, nameIn: string, own: Pick<ScaleRequest, 'scaleCompute'>): ScaleRequest {
  const name = parameters[nameIn];
  if (typeof name !== 'string' || name === '') {
    throw new WorkflowRefusal(`Give "${nameIn}": the name of the node or scaling group that is to be scaled.`);
  }
  const request: ScaleRequest = {
    name,
    delta: toDelta(parameters['delta']),
    ...own,
    include: toIds(parameters, 'include_instances'),
    exclude: toIds(parameters, 'exclude_instances'),
    ignoreFailure: isTrue(parameters, 'ignore_failure'),
    rollbackIfFailed: isUnlessToldOtherwise(parameters, 'rollback_if_failed'),
    abortStarted: isTrue(parameters, 'abort_started'),
  };
  if (request.delta > 0 && request.include.length + request.exclude.length > 0) {
    throw new WorkflowRefusal(
      'Instances cannot be included or excluded when scaling out. Leave "include_instances" and "exclude_instances" empty, or give a negative "delta".',
    );
  }
  return request;
}

function isUnlessToldOtherwise(parameters: JsonObject, name: string): boolean {
  return (parameters[name] ?? null) === null || isTrue(parameters, name);
}

const wholeNumber = /^\s*[+-]?\d+\s*$/;

function toDelta(value: Json | undefined): number {
  if (value === undefined) return 1;
  const delta = typeof value === 'string' && wholeNumber.test(value) ? Number(value) : value;
  if (typeof delta === 'number' && Number.isSafeInteger(delta)) return delta;
  throw new WorkflowRefusal(
    `"delta" is ${JSON.stringify(value)}, and must be a whole number: how many instances to add, or to remove when it is negative.`,
  );
}

function toIds(parameters: JsonObject, name: string): string[] {
  const value = parameters[name];
  if (value === undefined || value === null || value === '') return [];
  const ids = Array.isArray(value) ? value : [value];
  const strange = ids.find((id) => typeof id !== 'string');
  if (strange === undefined) return [...new Set(ids as string[])];
  throw new WorkflowRefusal(`"${name}" must be a list of instance ids; it has ${JSON.stringify(strange)}.`);
}
