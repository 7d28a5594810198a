import { textFunction } from './text-function.ts';

export const stringReplace = textFunction({
  name: 'string_replace',
  docs: {
    form: '[text, part, replacement, count]',
    description: 'A text with a part of it replaced wherever it stands, or only the first "count" times.',
    example: "{ string_replace: [{ get_input: name }, ' ', '-'] }",
  },
  parameters: [
    { name: 'text', kind: 'text' },
    { name: 'part', kind: 'text' },
    { name: 'replacement', kind: 'text' },
    { name: 'count', kind: 'whole number', optional: true },
  ],
  apply([text, part, replacement, count]) {
    const limit = typeof count === 'object' || count === undefined ? -1 : Number(count);
    return replace(String(text), { from: String(part), to: String(replacement), limit });
  },
});

/** A negative limit is none. An empty part stands before each character and behind the last. */
function replace(text: string, { from, to, limit }: { from: string; to: string; limit: number }): string {
  const parts = from === '' ? ['', ...text, ''] : text.split(from);
  const between = parts.length - 1;
  const count = limit < 0 ? between : Math.min(limit, between);
  return parts.map((part, index) => (index === 0 ? part : `${index <= count ? to : from}${part}`)).join('');
}
