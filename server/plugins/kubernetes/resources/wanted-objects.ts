import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../../core/blueprint/json-object.ts';
import { type ApiResource, groupOf } from '../../../../core/kubernetes/api/api-resource.ts';
import { chooseResource } from '../../../../core/kubernetes/api/choose-resource.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { type KubernetesObject, mapAt, objectsOf } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import type { OperationContext } from '../../../../core/ports/operation.ts';
import type { ClusterClient } from '../client/cluster-client.ts';
import { notYet, pollUntil } from '../objects/poll.ts';
import type { KubernetesParts } from '../parts.ts';
import { definedObject } from './blueprint-definition.ts';
import { type CustomKind, customKindOf, isDefinedOnServer, servedKind } from './custom-kinds.ts';
import { fileObjects } from './file-definitions.ts';
import { type ResourceSettings, selfOf } from './settings.ts';

/** Where the definitions of a node's objects are. */
export type Source = 'definition' | 'file' | 'files';

/** An object that a node wants to have. */
export interface WantedObject {
  /** Where its answer is kept within `kubernetes`, as the old plugin has it: the file's path; null: it is the only answer. */
  key: string | null;
  /** As it is written. */
  object: KubernetesObject;
}

/** Fields that only the server writes. */
const ofServer = ['managedFields', 'resourceVersion', 'uid', 'creationTimestamp', 'generation', 'selfLink'];

/** The objects that a node wants, in their order. @throws KubernetesFault */
export async function wantedObjects(
  { parts, client, source }: { parts: Pick<KubernetesParts, 'fetchGuarded'>; client: ClusterClient; source: Source },
  context: OperationContext,
): Promise<WantedObject[]> {
  const self = selfOf(context);
  if (source === 'definition') {
    const definition = definedObject(self, context.inputs, await servedTo(client, context));
    return objectsOf(definition, `The definition of the node ${self.node.name}`).map((object) => ({
      key: null,
      object,
    }));
  }
  const files = filesOf({ ...self.node.properties, ...context.inputs }, source);
  const found = await fileObjects(parts, context, files);
  return found.map(({ path, place, object }) => ({ key: keyOf({ path, place }, source), object }));
}

/** What the server serves, with the kind that the options name, which another node may have defined a moment ago. */
async function servedTo(client: ClusterClient, context: OperationContext): Promise<readonly ApiResource[]> {
  const custom = customKindOf(selfOf(context), context.inputs);
  const known = await client.resources();
  if (custom === null || servedKind(custom, known) !== null) return known;
  const now = await client.resources({ refresh: true });
  if (servedKind(custom, now) !== null || !(await isDefinedOnServer(client, (spec) => isOfKind(spec, custom))))
    return now;
  const found = await pollUntil({ context, client }, async () => {
    const served = await client.resources({ refresh: true });
    return servedKind(custom, served) === null ? null : served;
  });
  if (found !== null) return found;
  const { group, version, plural } = custom;
  throw notYet({ client }, `Waiting until the server serves ${plural} of ${group}/${version}, which are defined.`);
}

function isOfKind(spec: JsonObject, { group, plural }: CustomKind): boolean {
  return spec['group'] === group && mapAt(spec, 'names')['plural'] === plural;
}

/** One file with one object has no key: its answer is the only one. */
function keyOf({ path, place }: { path: string; place: number | null }, source: Source): string | null {
  if (place !== null) return `${path}#${place}`;
  return source === 'file' ? null : path;
}

function filesOf(values: JsonObject, source: 'file' | 'files'): Json[] {
  const value = ownValue(values, source);
  if (source === 'file' && isJsonObject(value)) return [value];
  if (source === 'files' && Array.isArray(value) && value.length > 0) return value;
  const example = source === 'file' ? '"resource_path: PATH"' : 'a list of "resource_path: PATH"';
  throw new KubernetesFault(`"${source}" is not given.`, `Write ${example} below "${source}".`);
}

/** Finds where wanted objects belong on a server: version, namespace, name. */
export class Placement {
  readonly #client: ClusterClient;
  readonly #settings: ResourceSettings;
  readonly #instanceId: string;

  constructor(client: ClusterClient, settings: ResourceSettings, instanceId: string) {
    this.#client = client;
    this.#settings = settings;
    this.#instanceId = instanceId;
  }

  /**
   * The object as it is sent. A kind that the server does not serve yet, though one of `others` or a definition on the
   * server defines it, is waited for.
   *
   * @throws KubernetesFault when the server has no place for it; OperationRetry while its kind is not served yet.
   */
  async of(
    wanted: WantedObject,
    others: readonly WantedObject[],
    context: OperationContext,
  ): Promise<KubernetesObject> {
    const first = this.#placed(wanted, await this.#client.resources());
    if (!(first instanceof KubernetesFault)) return first;
    const ask = async (): Promise<KubernetesObject | KubernetesFault> =>
      this.#placed(wanted, await this.#client.resources({ refresh: true }));
    if (!others.some((other) => definesKindOf(other.object, wanted.object))) {
      const second = await ask();
      if (!(second instanceof KubernetesFault)) return second;
      if (!(await isDefinedOnServer(this.#client, (spec) => isSpecOf(spec, wanted.object)))) throw second;
    }
    const placed = await pollUntil({ context, client: this.#client }, async () => {
      const found = await ask();
      return found instanceof KubernetesFault ? null : found;
    });
    if (placed !== null) return placed;
    const { kind, apiVersion } = wanted.object;
    throw notYet(
      { client: this.#client },
      `Waiting until the server serves ${kind} of ${apiVersion}, which was just defined.`,
    );
  }

  #placed(wanted: WantedObject, served: readonly ApiResource[]): KubernetesObject | KubernetesFault {
    try {
      const { object, resource } = chooseResource(wanted.object, served);
      return this.#named(object, { resource, key: wanted.key });
    } catch (error) {
      if (error instanceof KubernetesFault) return error;
      throw error;
    }
  }

  #named(object: KubernetesObject, { resource, key }: { resource: ApiResource; key: string | null }): KubernetesObject {
    const { status: _, ...rest } = object;
    const own = Object.entries(object.metadata).filter(([field, value]) => !ofServer.includes(field) && value !== null);
    const { namespace: written, generateName, ...metadata } = Object.fromEntries(own);
    const namespace = written ?? this.#settings.namespace ?? this.#client.namespace;
    const name = metadata['name'] ?? this.#generated(String(generateName), `${resource.kind}/${key ?? ''}`);
    return {
      ...rest,
      ...{ apiVersion: object.apiVersion, kind: object.kind },
      metadata: { ...metadata, name, ...(resource.namespaced ? { namespace } : {}) },
    };
  }

  /** The same at each attempt, so that one whose answer was lost makes no second object. */
  #generated(begin: string, place: string): string {
    const hash = createHash('sha256').update(`${this.#instanceId}/${place}/${begin}`).digest();
    return `${begin}${hash.readUInt32BE().toString(36).padStart(7, '0').slice(-5)}`;
  }
}

/** A CustomResourceDefinition of the kind. */
function definesKindOf(definition: KubernetesObject, object: KubernetesObject): boolean {
  if (definition.kind !== 'CustomResourceDefinition') return false;
  return isSpecOf(mapAt(definition, 'spec'), object);
}

function isSpecOf(spec: JsonObject, object: KubernetesObject): boolean {
  return spec['group'] === groupOf(object.apiVersion) && mapAt(spec, 'names')['kind'] === object.kind;
}
