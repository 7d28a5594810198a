import type { JsonObject } from '../../blueprint/json.ts';
import { ownValue } from '../../blueprint/json-object.ts';
import { KubernetesFault } from '../kubernetes-fault.ts';
import type { ExposeRequest } from '../microservice/expose-object.ts';
import type { RunRequest } from '../microservice/run-object.ts';
import {
  flagOf,
  jsonMapOf,
  neededText,
  objectName,
  portOf,
  protocolOf,
  replicasOf,
  textOf,
} from '../objects/read-values.ts';

/* The parameters of the workflows of systems.md S2 ("Workflows"). All throw a KubernetesFault for what they refuse. */

/** What kube_run runs; with `dryRun`, the server checks it and keeps nothing. */
export function readRun(parameters: JsonObject): RunRequest & { dryRun: boolean } {
  return {
    name: objectName(parameters, 'name'),
    image: neededText(parameters, 'image'),
    port: portOf(parameters, 'port'),
    replicas: replicasOf(parameters, 'replicas'),
    overrides: jsonMapOf(parameters, 'overrides'),
    dryRun: flagOf(parameters, 'dry_run'),
  };
}

/** One object of a kind that is named as people do, such as `rc`. */
export interface NamedObject {
  resource: string;
  name: string;
}

/** What kube_expose exposes, and how. */
export function readExpose(parameters: JsonObject): ExposeRequest & { exposed: NamedObject } {
  const exposed = readNamed(parameters);
  if (exposed.name === null) throw new KubernetesFault('"name" is not given.', 'Give it.');
  return {
    exposed: { resource: exposed.resource, name: exposed.name },
    serviceName: textOf(parameters, 'service_name') === '' ? null : objectName(parameters, 'service_name'),
    protocol: protocolOf(parameters, 'protocol'),
    port: portOf(parameters, 'port'),
    targetPort: portOf(parameters, 'target_port'),
    overrides: jsonMapOf(parameters, 'overrides'),
  };
}

/** What kube_stop or kube_delete takes away; `name` null: all of the kind in the namespace. */
export function readRemoval(parameters: JsonObject): { resource: string; name: string | null } {
  const named = readNamed(parameters);
  const all = flagOf(parameters, 'all');
  if (all && named.name !== null)
    throw new KubernetesFault(
      `"all" and the name "${named.name}" are both given.`,
      `Leave "name" empty to take away all, or "all" to take away one.`,
    );
  if (all || named.name !== null) return named;
  throw new KubernetesFault('Neither "name" nor "all" is given.', 'Give one of them.');
}

/** `resource` and `name`, or both as `rc/web`. */
function readNamed(parameters: JsonObject): { resource: string; name: string | null } {
  const [resource = '', ownName] = neededText(parameters, 'resource').split('/', 2);
  const name = ownName ?? textOf(parameters, 'name');
  return { resource, name: name === '' ? null : name };
}

/** Where the manifest of kube_create is. */
export function readCreate(parameters: JsonObject): { from: 'web' | 'blueprint'; location: string } {
  const location = neededText(parameters, 'url');
  return { from: /^https?:\/\//i.test(location) ? 'web' : 'blueprint', location };
}

/** How many replicas there shall be, or how many more or fewer. */
export type ScaleAmount = { kind: 'absolute'; replicas: number } | { kind: 'change'; by: number };

/** What kube_scale scales: the microservice of a node template, whose property `name` is the object's (systems.md S4). */
export function readScale(parameters: JsonObject): { node: string; amount: ScaleAmount } {
  return { node: neededText(parameters, 'name'), amount: readAmount(parameters) };
}

function readAmount(parameters: JsonObject): ScaleAmount {
  const given = ownValue(parameters, 'amount') ?? '+0';
  const text = typeof given === 'object' ? JSON.stringify(given) : String(given).trim();
  const found = /^([+-]?)(\d{1,10})$/.exec(text);
  if (found === null)
    throw new KubernetesFault(
      `"amount" is "${text}".`,
      'Give a number such as 3, or a change such as +1 or -1 in quotes.',
    );
  const [, sign, digits] = found;
  const number = Number(digits);
  if (sign === '') return { kind: 'absolute', replicas: replicasOf({ amount: number }, 'amount') };
  return { kind: 'change', by: sign === '-' ? 0 - number : number };
}
