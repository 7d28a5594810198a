import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject, ownValue } from '../../blueprint/json-object.ts';
import { KubernetesFault } from '../kubernetes-fault.ts';
import { type KubernetesObject, objectsOf } from '../objects/kubernetes-object.ts';
import { readManifest } from '../objects/read-manifest.ts';
import { jsonMapOf, neededText, objectName, portOf, protocolOf, replicasOf, textOf } from '../objects/read-values.ts';
import { applyOverrides } from '../overrides/apply-overrides.ts';
import type { LateValues, OverrideGeneration } from '../overrides/late-values.ts';
import { exposeObject } from './expose-object.ts';
import { runObject } from './run-object.ts';

/** What a microservice takes from around it. */
export interface MicroserviceSurroundings {
  values: LateValues;
  /** A text file of the blueprint; null when there is none. */
  readFile(path: string): Promise<string | null>;
}

/**
 * The objects of a node of type `cloudify.kubernetes.Microservice`, in the order in which they are applied
 * (systems.md S2): those of `config`; else those of the descriptors, each with its overrides; else what `kubectl run`
 * and `kubectl expose` made. The properties are evaluated. Descriptors stay as they are on disk.
 *
 * @throws KubernetesFault or OverrideFault with the reason for which there are none.
 */
export async function planMicroservice(
  properties: JsonObject,
  surroundings: MicroserviceSurroundings,
): Promise<KubernetesObject[]> {
  const config = ownValue(properties, 'config') ?? '';
  // An empty map or list is none, as in Python.
  if (typeof config === 'object' ? Object.keys(config).length > 0 : config !== '')
    return objectsOf(config, 'The property config');
  const descriptors = descriptorsOf(properties);
  const planned: KubernetesObject[] = [];
  for (const descriptor of descriptors) planned.push(...(await readDescriptor(descriptor, surroundings)));
  return descriptors.length > 0 ? planned : runAndExpose(properties);
}

interface WrittenDescriptor {
  file: string;
  overrides: string[];
  generation: OverrideGeneration;
}

/** `config_files` of 2016, `config_path` with `config_overrides` of 2015. */
function descriptorsOf(properties: JsonObject): WrittenDescriptor[] {
  const files = ownValue(properties, 'config_files') ?? [];
  if (!Array.isArray(files)) throw new KubernetesFault('"config_files" is not a list.', 'Write - file: PATH.');
  const path = textOf(properties, 'config_path');
  const ofPath: WrittenDescriptor[] =
    path === '' ? [] : [{ file: path, overrides: overridesOf(properties, 'config_overrides'), generation: '2015' }];
  return files.length > 0 ? files.map(readEntry) : ofPath;
}

function readEntry(entry: Json, index: number): WrittenDescriptor {
  const file = isJsonObject(entry) ? textOf(entry, 'file') : '';
  if (isJsonObject(entry) && file !== '')
    return { file, overrides: overridesOf(entry, 'overrides'), generation: '2016' };
  throw new KubernetesFault(`Entry ${index} of "config_files" names no file.`, 'Write - file: PATH.');
}

function overridesOf(values: JsonObject, name: string): string[] {
  const value = ownValue(values, name) ?? '';
  const list = Array.isArray(value) ? value : [value].filter((one) => one !== '');
  return list.map((override, index) => {
    if (typeof override === 'string') return override;
    throw new KubernetesFault(`Override ${index} of "${name}" is not a text.`, `Write it in quotes: "['spec'] = ..."`);
  });
}

/** Overrides are of the first document, which was the only one that the old plugin read; the others follow as they are. */
async function readDescriptor(
  { file, overrides, generation }: WrittenDescriptor,
  { readFile, values }: MicroserviceSurroundings,
): Promise<KubernetesObject[]> {
  const text = await readFile(file);
  if (text === null) throw new KubernetesFault(`The blueprint has no file "${file}".`, 'Check the path.');
  const [first, ...others] = readManifest(file, text);
  if (first === undefined)
    throw new KubernetesFault(`The file "${file}" is empty.`, 'Write an object, or leave it out.');
  const { descriptor } = await applyOverrides(first, overrides, { generation, values });
  return [descriptor, ...others].flatMap((document, index) =>
    objectsOf(document, `Document ${index + 1} of "${file}"`),
  );
}

/** The old plugin sent the service to the port of the same number; here it goes to where the container listens. */
function runAndExpose(properties: JsonObject): KubernetesObject[] {
  const name = objectName(properties, 'name');
  const port = portOf(properties, 'port');
  const targetPort = portOf(properties, 'target_port') ?? port;
  const running = runObject({
    ...{ name, image: neededText(properties, 'image'), port: targetPort },
    replicas: replicasOf(properties, 'replicas'),
    overrides: jsonMapOf(properties, 'run_overrides'),
  });
  if (port === null) return [running];
  const service = exposeObject(running, {
    ...{ serviceName: name, protocol: protocolOf(properties, 'protocol'), port, targetPort },
    overrides: jsonMapOf(properties, 'expose_overrides'),
  });
  return [running, service];
}
