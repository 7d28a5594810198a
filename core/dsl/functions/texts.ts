import type { Json, JsonObject } from '../../blueprint/json.ts';
import { isJsonObject } from '../../blueprint/json-object.ts';
import { inWords } from '../schema/fields.ts';
import type { FunctionDefinition } from './definition.ts';
import { FunctionFault } from './fault.ts';
import { type FunctionName, isFunctionNode } from './names.ts';
import { pythonText } from './python-text.ts';

/** `concat: [item, ...]`: all items as one text. */
export const concat: FunctionDefinition = {
  since: 1,
  check(args, site) {
    if (args.kind !== 'list')
      site.problem(9032, args, { detail: `concat needs a list, and this is ${inWords(args)}.` });
  },
  pure: (args) => (Array.isArray(args) ? args.map(pythonText).join('') : unfit('concat')),
};

/** `merge: [map, ...]`: one map; of the same key the last wins. */
export const merge: FunctionDefinition = {
  since: 3,
  check(args, site) {
    const maps = args.kind === 'list' && args.items.every((item) => item.kind === 'map');
    if (!maps) site.problem(9032, args, { detail: 'merge needs a list of maps.' });
  },
  pure(args) {
    const maps = Array.isArray(args) ? args.filter(isJsonObject) : unfit('merge');
    if (maps.length !== (args as Json[]).length) unfit('merge');
    return Object.fromEntries(maps.flatMap((map: JsonObject) => Object.entries(map)));
  },
};

export const stringFind = onTexts('string_find', [2, 2], ([text = '', part = '']) => codePointIndex(text, part));

export const stringReplace = onTexts('string_replace', [3, 4], ([text = '', from = '', to = '', count]) =>
  count === undefined ? text.replaceAll(from, () => to) : replaceFirst(text, { from, to, count: wholeNumber(count) }),
);

export const stringSplit = onTexts('string_split', [2, 3], ([text = '', separator = '', index]) => {
  if (separator === '') throw new FunctionFault(9031, 'string_split needs a separator.');
  const parts = text.split(separator);
  if (index === undefined) return parts;
  const part = parts.at(wholeNumber(index));
  if (part === undefined) throw new FunctionFault(9031, `string_split found no part ${index}.`);
  return part;
});

export const stringLower = onTexts('string_lower', null, ([text = '']) => text.toLowerCase());
export const stringUpper = onTexts('string_upper', null, ([text = '']) => text.toUpperCase());

/** A function of texts. `counts`: least and most items of its list; null: it takes one text. */
function onTexts(
  name: FunctionName,
  counts: [number, number] | null,
  apply: (texts: string[]) => Json,
): FunctionDefinition {
  return {
    needsArgumentsAtCreation: true,
    check(args, site) {
      const fits =
        counts === null
          ? args.kind === 'scalar' || isFunctionNode(args)
          : args.kind === 'list' && within(args.items.length, counts);
      if (!fits) site.problem(9032, args, { detail: `${name} needs ${needs(counts)}, and this is ${inWords(args)}.` });
    },
    pure(args) {
      const items = counts === null ? [args] : Array.isArray(args) ? args : unfit(name);
      const texts = items.map((item, index) => textArgument(item, { name, number: counts !== null && index >= 2 }));
      return counts === null || within(texts.length, counts) ? apply(texts) : unfit(name);
    },
  };
}

function textArgument(item: Json, at: { name: FunctionName; number: boolean }): string {
  if (typeof item === 'string') return item;
  if (at.number && typeof item === 'number') return String(item);
  throw new FunctionFault(9031, `${at.name} works on texts, and one of its arguments is something else.`);
}

function replaceFirst(text: string, by: { from: string; to: string; count: number }): string {
  const parts = text.split(by.from);
  const head = parts.slice(0, by.count + 1).join(by.to);
  return [head, ...parts.slice(by.count + 1)].join(by.from);
}

function codePointIndex(text: string, part: string): number {
  const at = text.indexOf(part);
  return at <= 0 ? at : [...text.slice(0, at)].length;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value)) return value;
  throw new FunctionFault(9031, `"${text}" is not a whole number.`);
}

function within(count: number, [least, most]: [number, number]): boolean {
  return count >= least && count <= most;
}

function needs(counts: [number, number] | null): string {
  if (counts === null) return 'a text';
  return counts[0] === counts[1] ? `a list of ${counts[0]} texts` : `a list of ${counts[0]} or ${counts[1]} texts`;
}

function unfit(name: FunctionName): never {
  throw new FunctionFault(9032, `${name} is given arguments it cannot work with.`);
}
