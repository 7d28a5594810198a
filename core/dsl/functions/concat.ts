import type { Json } from '../../blueprint/json.ts';
import { hasFunctionArgument, inWords, malformed } from './arguments.ts';
import type { FunctionDefinition } from './definition.ts';
import { FunctionFault } from './fault.ts';
import { pythonText } from './python-text.ts';

export const concat: FunctionDefinition = {
  evaluated: 'creation',
  since: 1,
  docs: {
    form: '[item, ...]',
    description:
      "All items as one text, nothing between them. Values that are no texts are written as Python writes them: True, None, 1.0, [1, 'x'].",
    example: "{ concat: ['http://', { get_attribute: [host, ip] }, ':', { get_input: port }] }",
  },

  unfit: (args) => (Array.isArray(args) ? null : malformed(`concat needs a list, and this is ${inWords(args)}.`)),

  atCreation: ({ args }) => (hasFunctionArgument(args) ? null : { value: join(args) }),

  atRuntime: async ({ args }) => ({ value: join(args) }),
};

function join(args: Json): string {
  if (!Array.isArray(args)) throw new FunctionFault(9031, `concat needs a list, and this is ${inWords(args)}.`);
  return args.map(pythonText).join('');
}
