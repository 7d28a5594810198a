import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { compileBlueprint } from '../../../core/dsl/index.ts';
import { countingIds } from '../../../core/dsl/testing/broken-promises.ts';
import { KubernetesFault } from '../../../core/kubernetes/kubernetes-fault.ts';
import { planMicroservice } from '../../../core/kubernetes/microservice/plan-microservice.ts';
import { type KubernetesObject, objectsOf } from '../../../core/kubernetes/objects/kubernetes-object.ts';
import { readManifest } from '../../../core/kubernetes/objects/read-manifest.ts';
import type { LateValues } from '../../../core/kubernetes/overrides/late-values.ts';
import { type BlueprintPlan, createDeploymentPlan } from '../../../core/plan/index.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import { readerOf, readStubs } from '../blueprints/blueprint-folder.ts';
import { readOrigin } from '../blueprints/origin.ts';

/** Objects that one place brings, or why it brings none. */
export interface Brought {
  from: string;
  objects: KubernetesObject[];
  problem: string | null;
}

/** The manifests of a folder of real blueprints: files that hold Kubernetes objects, and those rendered of templates. */
export function readManifests(root: string): Brought[] {
  return [...readFiles(root), ...readRendered(root)];
}

function readRendered(root: string): Brought[] {
  const file = join(root, 'expected', 'salt-manifests.json');
  const rendered = JSON.parse(readFileSync(file, 'utf8')) as { case: string; text: string | null }[];
  return rendered.flatMap(({ case: name, text }) =>
    text === null ? [] : [collect(name, () => readManifest(name, text).flatMap((one) => objectsOf(one, name)))],
  );
}

function readFiles(root: string): Brought[] {
  const files = globSync('**/*.{yaml,yml}', { cwd: root })
    .filter((file) => !file.startsWith('expected'))
    .sort();
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    // What is filled in by a template engine is no manifest yet.
    if (!/^apiVersion:/m.test(text) || /\{[{%]/.test(text)) return [];
    return [collect(file, () => readManifest(file, text).flatMap((document) => objectsOf(document, file)))];
  });
}

function collect(from: string, read: () => KubernetesObject[]): Brought {
  try {
    return { from, objects: read(), problem: null };
  } catch (error) {
    return { from, objects: [], problem: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof Error) return error instanceof KubernetesFault ? error.message : (error.stack ?? error.message);
  return String(error);
}

/** A blueprint of the folder that compiles. */
export interface Compiled {
  id: string;
  plan: BlueprintPlan;
  /** A file beside the blueprint; null when there is none. */
  readFile(path: string): Promise<string | null>;
}

/** The blueprints of a folder that compile. */
export async function compileAll(root: string): Promise<Compiled[]> {
  const stubs = readStubs(root);
  const compiled: Compiled[] = [];
  for (const recorded of readOrigin(root)) {
    const reader = readerOf(root, recorded, stubs);
    const { plan } = await compileBlueprint({ mainFile: recorded.path, reader });
    const folder = recorded.path.slice(0, recorded.path.lastIndexOf('/') + 1);
    if (plan !== null) compiled.push({ id: recorded.id, plan, readFile: (path) => reader.read(folder + path) });
  }
  return compiled;
}

const microservice = 'cloudify.kubernetes.Microservice';

/** The objects of a blueprint's microservices, with values that stand for those of a run. */
export async function readMicroservices({ id, plan, readFile }: Compiled): Promise<Brought[]> {
  const inputs = Object.fromEntries(Object.keys(plan.inputs).map((name) => [name, `the ${name}`]));
  const isService = ({ type_hierarchy }: PlanNode): boolean => type_hierarchy.includes(microservice);
  if (!plan.nodes.some(isService)) return [];
  const nodes = createDeploymentPlan(plan, { ids: countingIds(), inputs, secrets: null }).plan?.nodes ?? [];
  const names = nodes.map(({ name }) => name);
  const planned = nodes.filter(isService).map(async ({ name, properties }): Promise<Brought> => {
    const from = `${id}: ${name}`;
    try {
      const objects = await planMicroservice(properties, { values: valuesFor(name, properties, names), readFile });
      return { from, objects, problem: objects.some(hasToken) ? 'a value is not filled in' : null };
    } catch (error) {
      return { from, objects: [], problem: reasonOf(error) };
    }
  });
  return Promise.all(planned);
}

function valuesFor(node: string, properties: JsonObject, nodes: readonly string[]): LateValues {
  const known = { ip: '10.0.0.5', mongo_info: { ip: '10.0.0.6', port: 27400 } };
  return {
    context: {
      deployment: { id: 'a deployment' },
      blueprint: { id: 'a blueprint' },
      node: { id: node, name: node, properties },
      instance: { id: `${node}_a1`, host_ip: null, runtime_properties: {} },
    },
    managementIp: '10.67.79.2',
    runtimeProperties: async (name) => (nodes.includes(name) ? known : null),
  };
}

/** Whether the object still holds what should have been filled in. */
function hasToken(object: KubernetesObject): boolean {
  return /[@%]\{[^}]+\}|"get_(?:input|property|attribute)":/.test(JSON.stringify(object));
}
