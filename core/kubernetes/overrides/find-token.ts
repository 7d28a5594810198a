import type { OverrideGeneration } from './late-values.ts';

/** A token in a text: `@{...}` (`attribute`) or `%{...}` (`context`), from `start` to before `end`. */
export interface OverrideToken {
  kind: 'attribute' | 'context';
  /** What is between the braces. */
  inside: string;
  start: number;
  end: number;
}

const opening: Readonly<Record<OverrideGeneration, RegExp>> = { 2015: /@\{/g, 2016: /[@%]\{/g };

/**
 * The first token of a text (systems.md S2): in 2016 anything between the braces, in 2015 something with a comma. Empty
 * braces and what is not closed are none. The time grows with the length of the text only.
 */
export function findToken(text: string, generation: OverrideGeneration): OverrideToken | null {
  const closes = finderOf(text, '}');
  const commas = finderOf(text, ',');
  for (const found of text.matchAll(opening[generation])) {
    const inner = found.index + 2;
    const close = closes(inner);
    if (close === Infinity) return null;
    const isToken = generation === '2015' ? commas(inner) < close : close > inner;
    if (!isToken) continue;
    const kind = found[0] === '@{' ? 'attribute' : 'context';
    return { kind, inside: text.slice(inner, close), start: found.index, end: close + 1 };
  }
  return null;
}

/** Where a character is next, from places that only grow; `Infinity`: nowhere. What was found is not looked for again. */
function finderOf(text: string, character: string): (from: number) => number {
  let known = -1;
  return (from) => {
    if (known >= from) return known;
    const found = text.indexOf(character, from);
    known = found === -1 ? Infinity : found;
    return known;
  };
}
