import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../../core/blueprint/json-object.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { flagOf, textOf } from '../../../../core/kubernetes/objects/read-values.ts';
import { type NodeAndInstance, NonRecoverableError, type OperationContext } from '../../../../core/ports/operation.ts';
import type { RemoveOptions } from '../client/cluster-client.ts';

/** What a node and the inputs of an operation say about how objects are made and taken away. */
export interface ResourceSettings {
  /** For objects that name none; null: that of the access to the cluster. */
  namespace: string | null;
  removal: RemoveOptions;
  /** `use_external_resource`: the object is there already; it is neither made nor taken away. */
  isExternal: boolean;
  /** `create_if_missing`: an external object that is not there is made after all, and taken away again. */
  createIfMissing: boolean;
  /** `use_if_exists`: an object that was there before is used as it is. Releases before 2 have no such property: false. */
  useIfExists: boolean;
  /** `allow_node_redefinition`: an update may take away objects that the definition no longer has. */
  mayRedefine: boolean;
  /** `validate_resource_status`; releases before 2 have no such property and always look: true. */
  isStatusChecked: boolean;
  /** The input `force`: fields that another field manager owns are taken over. */
  force: boolean;
  /** The input `keep_secret_values`: values of Secrets and tokens are put into runtime properties. */
  keepsSecretValues: boolean;
}

const policies = ['Foreground', 'Background', 'Orphan'] as const;

/** Reads them. @throws KubernetesFault for a value of the wrong form. */
export function settingsOf({ node }: NodeAndInstance, inputs: JsonObject): ResourceSettings {
  const { properties } = node;
  const options = { ...mapOf(properties, 'options'), ...mapOf(inputs, 'options') };
  const flag = (name: string, otherwise: boolean): boolean =>
    isGiven(properties, name) ? flagOf(properties, name) : otherwise;
  return {
    namespace: textOf(options, 'namespace') || null,
    removal: removalOf(options),
    isExternal: flag('use_external_resource', false),
    createIfMissing: flag('create_if_missing', false),
    useIfExists: flag('use_if_exists', false),
    mayRedefine: flag('allow_node_redefinition', true),
    isStatusChecked: flag('validate_resource_status', true),
    force: flagOf(inputs, 'force'),
    keepsSecretValues: flagOf(inputs, 'keep_secret_values'),
  };
}

/** The node that an operation is about. @throws NonRecoverableError for an operation of a relationship. */
export function selfOf({ self, operation }: OperationContext): NodeAndInstance {
  if (self !== undefined) return self;
  throw new NonRecoverableError(`${operation} is for the lifecycle of a node and not for relationships.`);
}

function removalOf(options: JsonObject): RemoveOptions {
  const policy = textOf(options, 'propagation_policy');
  const grace = textOf(options, 'grace_period_seconds');
  const known = policies.find((each) => each === policy);
  if (policy !== '' && known === undefined)
    throw new KubernetesFault(`"propagation_policy" is "${policy}".`, `Give one of ${policies.join(', ')}.`);
  if (grace !== '' && !/^\d{1,9}$/.test(grace))
    throw new KubernetesFault(`"grace_period_seconds" is "${grace}".`, 'Give a number of seconds.');
  return {
    ...(known === undefined ? {} : { propagationPolicy: known }),
    ...(grace === '' ? {} : { gracePeriodSeconds: Number(grace) }),
  };
}

function isGiven(map: JsonObject, name: string): boolean {
  const value = ownValue(map, name);
  return value !== undefined && value !== null && value !== '';
}

function mapOf(map: JsonObject, name: string): JsonObject {
  const value = ownValue(map, name);
  if (value === undefined || value === null || value === '') return {};
  if (isJsonObject(value)) return value;
  throw new KubernetesFault(`"${name}" is not a map.`, `Write it as "namespace: NAME" and the like below "${name}".`);
}
