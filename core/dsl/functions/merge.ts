import type { Json } from '../../blueprint/json.ts';
import { isJsonObject, jsonObject } from '../../blueprint/json-object.ts';
import { hasFunctionArgument, inWords, malformed } from './arguments.ts';
import type { FunctionDefinition } from './definition.ts';
import { FunctionFault } from './fault.ts';

export const merge: FunctionDefinition = {
  evaluated: 'creation',
  since: 3,
  docs: {
    form: '[map, ...]',
    description: 'One map of all; of the same key the last one wins. What is inside the values is not merged.',
    example: '{ merge: [{ get_input: defaults }, { region: north }] }',
  },

  unfit: (args) => (Array.isArray(args) ? null : malformed(`merge needs a list, and this is ${inWords(args)}.`)),

  misused(args) {
    const items = Array.isArray(args) ? args : [];
    const wrong = items.findIndex((item) => !isJsonObject(item));
    if (wrong === -1) return null;
    return malformed(`merge needs a list of maps, and item ${wrong + 1} is ${inWords(items[wrong] ?? null)}.`, {
      at: wrong,
    });
  },

  atCreation: ({ args }) => (hasFunctionArgument(args) ? null : { value: join(args) }),

  atRuntime: async ({ args }) => ({ value: join(args) }),
};

function join(args: Json): Json {
  const maps = Array.isArray(args) ? args.filter(isJsonObject) : [];
  if (!Array.isArray(args) || maps.length !== args.length) throw new FunctionFault(9031, 'merge needs a list of maps.');
  return jsonObject(maps.flatMap((map) => Object.entries(map)));
}
