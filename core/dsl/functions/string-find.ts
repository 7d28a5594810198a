import { textFunction } from './text-function.ts';

export const stringFind = textFunction({
  name: 'string_find',
  docs: {
    form: '[text, part]',
    description: 'Where a text first holds another one, counted in characters from 0; -1 when it does not.',
    example: "{ string_find: [{ get_input: url }, '://'] }",
  },
  parameters: [
    { name: 'text', kind: 'text' },
    { name: 'part', kind: 'text' },
  ],
  apply([text, part]) {
    const at = String(text).indexOf(String(part));
    // JavaScript counts in UTF-16 units.
    return at <= 0 ? at : [...String(text).slice(0, at)].length;
  },
});
