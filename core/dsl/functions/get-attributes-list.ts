import type { Json } from '../../blueprint/json.ts';
import { hasFunctionArgument } from './arguments.ts';
import { everyInstance, readAttribute } from './attributes.ts';
import type { FunctionDefinition } from './definition.ts';
import { readReference, unfitReference, unknownNode } from './node-reference.ts';

export const getAttributesList: FunctionDefinition = {
  evaluated: 'runtime',
  docs: {
    form: '[node or SELF, SOURCE, TARGET, attribute, key or position, ...]',
    description: 'The attribute of every instance of a node, as a list; null for an instance that has none.',
    example: '{ get_attributes_list: [worker, ip] }',
  },

  unfit: (args) => unfitReference('get_attributes_list', args),

  misused(args, site) {
    if (!Array.isArray(args) || hasFunctionArgument(args)) return null;
    return unknownNode('get_attributes_list', args[0], site);
  },

  async atRuntime({ args }, site) {
    const { node: meant, path } = readReference('get_attributes_list', args);
    const { node, instances } = await everyInstance('get_attributes_list', meant, site);
    const values: Json[] = [];
    for (const instance of instances) values.push(await readAttribute({ instance, node }, path, site));
    return { value: values };
  },
};
