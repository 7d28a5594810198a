import { textFunction } from './text-function.ts';

export const stringUpper = textFunction({
  name: 'string_upper',
  docs: { form: 'text', description: 'A text in capital letters.', example: '{ string_upper: { get_input: name } }' },
  parameters: 'text',
  apply: ([text]) => String(text).toUpperCase(),
});
