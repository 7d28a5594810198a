import { textFunction } from './text-function.ts';

export const stringLower = textFunction({
  name: 'string_lower',
  docs: { form: 'text', description: 'A text in small letters.', example: '{ string_lower: { get_input: name } }' },
  parameters: 'text',
  apply: ([text]) => String(text).toLowerCase(),
});
