import type { Json } from '../../blueprint/json.ts';
import { jsonObject } from '../../blueprint/json-object.ts';
import { isStep, malformed } from './arguments.ts';
import { everyInstance, readAttribute } from './attributes.ts';
import type { CallProblem, FunctionDefinition } from './definition.ts';
import { FunctionFault, refuse } from './fault.ts';
import { functionOf } from './names.ts';
import { unknownNode } from './node-reference.ts';
import { readSteps } from './path.ts';

const usage =
  'get_attributes_dict needs a list of a node and of attributes, each one a name or a list of keys and positions.';

export const getAttributesDict: FunctionDefinition = {
  evaluated: 'runtime',
  docs: {
    form: '[node or SELF, SOURCE, TARGET, attribute or [attribute, key or position, ...], ...]',
    description:
      'Several attributes of every instance of a node: a map from the id of the instance to a map from the attribute, or its path joined with dots, to the value.',
    example: '{ get_attributes_dict: [worker, ip, [disk, size]] }',
  },

  unfit(args) {
    if (!Array.isArray(args) || args.length === 0) return malformed(usage);
    const [node, ...paths] = args;
    const wrong = paths.findIndex((path) => !isPath(path) || !isStep(node));
    if (wrong !== -1) return malformed(usage, { at: wrong + 1 });
    return twice(paths);
  },

  misused(args, site) {
    const node = Array.isArray(args) ? args[0] : undefined;
    return node === undefined || functionOf(node) !== null ? null : unknownNode('get_attributes_dict', node, site);
  },

  async atRuntime({ args }, site) {
    const [meant, ...wanted] = Array.isArray(args) ? args : [];
    refuse(getAttributesDict.unfit(args));
    const paths = wanted.map((path) => readSteps(listOf(path)));
    const { node, instances } = await everyInstance('get_attributes_dict', String(meant), site);
    const values: [string, Json][] = [];
    for (const instance of instances) {
      const attributes: [string, Json][] = [];
      for (const path of paths) {
        if (path === null) throw new FunctionFault(9031, usage);
        attributes.push([path.join('.'), await readAttribute({ instance, node }, path, site)]);
      }
      values.push([instance.id, jsonObject(attributes)]);
    }
    return { value: jsonObject(values) };
  },
};

function isPath(path: Json): boolean {
  const steps = listOf(path);
  return (
    steps.length > 0 && steps.every((step) => typeof step === 'string' || functionOf(step) !== null || isStep(step))
  );
}

function listOf(path: Json): Json[] {
  return Array.isArray(path) ? path : [path];
}

/** Attributes are told apart by their paths joined with dots. */
function twice(paths: Json[]): CallProblem | null {
  const seen = new Set<string>();
  for (const [index, path] of paths.entries()) {
    const name = listOf(path)
      .map((step) => (typeof step === 'object' ? JSON.stringify(step) : String(step)))
      .join('.');
    if (seen.has(name)) {
      return { code: 9031, detail: `get_attributes_dict asks twice for the attribute "${name}".`, at: index + 1 };
    }
    seen.add(name);
  }
  return null;
}
