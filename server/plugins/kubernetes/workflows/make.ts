import type { Json } from '../../../../core/blueprint/json.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { exposeObject } from '../../../../core/kubernetes/microservice/expose-object.ts';
import { runObject } from '../../../../core/kubernetes/microservice/run-object.ts';
import { type KubernetesObject, objectsOf } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { readManifest } from '../../../../core/kubernetes/objects/read-manifest.ts';
import { readCreate, readExpose, readRun } from '../../../../core/kubernetes/workflows/requests.ts';
import { NonRecoverableError, type OperationContext, RecoverableError } from '../../../../core/ports/operation.ts';
import { EgressRefusal, type FetchGuarded } from '../../../security/egress/fetch-guarded.ts';
import { createObjects } from '../objects/create-objects.ts';
import { marksOfExecution } from '../objects/marks.ts';
import { nameObject } from '../objects/name-object.ts';
import type { KubernetesParts } from '../parts.ts';
import { findNamed } from './find-named.ts';

/* Workflows that make objects which belong to no node afterwards, as kubectl did. Their names are the result. */

/** `kubectl run`: a Deployment, or what the overrides make of it. */
export async function kubeRun(parts: KubernetesParts, context: OperationContext): Promise<Json> {
  const { dryRun, ...request } = readRun(context.inputs);
  return await make(parts, context, { objects: [runObject(request)], dryRun });
}

/** `kubectl expose`: a service for the pods of an object that is there. */
export async function kubeExpose(parts: KubernetesParts, context: OperationContext): Promise<Json> {
  const { exposed, ...request } = readExpose(context.inputs);
  const client = await parts.clusters.of(context);
  const [found] = await findNamed(client, exposed);
  if (found === undefined) throw new Error(`Nothing was found for ${exposed.resource}/${exposed.name}.`);
  return await make(parts, context, { objects: [exposeObject(found.live, request)] });
}

/** `kubectl create`: the objects of a manifest from the blueprint or the web. */
export async function kubeCreate(parts: KubernetesParts, context: OperationContext): Promise<Json> {
  const { from, location } = readCreate(context.inputs);
  const text = from === 'web' ? await fetchText(parts.fetchGuarded, location) : await readText(context, location);
  const objects = readManifest(location, text).flatMap((document, index) =>
    objectsOf(document, `Document ${index + 1} of ${location}`),
  );
  if (objects.length === 0) throw new KubernetesFault(`${location} is empty.`, 'Give a manifest with an object.');
  return await make(parts, context, { objects });
}

async function make(
  { clusters }: KubernetesParts,
  context: OperationContext,
  { objects, dryRun = false }: { objects: readonly KubernetesObject[]; dryRun?: boolean },
): Promise<Json> {
  const client = await clusters.of(context);
  const made = await createObjects(context, {
    ...{ client, objects, marks: marksOfExecution(context), seed: context.key.executionId, dryRun },
  });
  return made.map(nameObject);
}

async function readText(context: OperationContext, path: string): Promise<string> {
  const content = await context.resource(path);
  if (content !== null) return new TextDecoder().decode(content);
  throw new KubernetesFault(`The blueprint has no file "${path}".`, 'Check the path, or give an address of the web.');
}

async function fetchText(fetchGuarded: FetchGuarded, url: string): Promise<string> {
  try {
    const { status, content } = await fetchGuarded(url);
    if (status === 200) return new TextDecoder().decode(content);
    const says = `${url} was answered with status ${status}.`;
    throw status >= 500 ? new RecoverableError(says) : new NonRecoverableError(says);
  } catch (fault) {
    if (fault instanceof EgressRefusal) throw new NonRecoverableError(fault.message);
    throw fault;
  }
}
