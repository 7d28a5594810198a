import { FunctionFault } from './fault.ts';
import { textFunction } from './text-function.ts';

export const stringSplit = textFunction({
  name: 'string_split',
  docs: {
    form: '[text, separator, position]',
    description:
      'The parts of a text between separators, as a list, or the one at a position; negative ones count from the end.',
    example: "{ string_split: [{ get_input: version }, '.', 0] }",
  },
  parameters: [
    { name: 'text', kind: 'text' },
    { name: 'separator', kind: 'text' },
    { name: 'position', kind: 'whole number', optional: true },
  ],
  apply([text, separator, position]) {
    if (separator === '') throw new FunctionFault(9031, 'string_split needs a separator of at least one character.');
    const parts = String(text).split(String(separator));
    if (position === undefined || position === null) return parts;
    const part = parts.at(Number(position));
    if (part !== undefined) return part;
    throw new FunctionFault(
      9031,
      `string_split makes ${parts.length} parts, and there is none at ${String(position)}.`,
    );
  },
});
