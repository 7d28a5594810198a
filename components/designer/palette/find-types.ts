import { fuzzyMatch } from '../../shell/fuzzy.ts';
import type { PaletteType } from './palette-types.ts';

/** A type that fits what was typed. */
export interface TypeHit {
  type: PaletteType;
  /** The property by which it was found, when nothing in its name fits. */
  property: string | null;
}

interface Searched {
  short: string;
  name: string;
  description: string;
  properties: readonly string[];
}

const lowered = new WeakMap<PaletteType, Searched>();

/** The types in which every typed word is found, the best first: names before properties before descriptions. */
export function findTypes(types: readonly PaletteType[], typed: string): TypeHit[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return types
    .flatMap((type) => {
      const text = searchedOf(type);
      let score = type.location === null ? 5 : 0;
      let property: string | null = null;
      for (const word of words) {
        const found = scoreOf(text, word);
        if (found === null) return [];
        score += found.score;
        property ??= found.property;
      }
      return [{ hit: { type, property }, score: score - type.short.length / 100 }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ hit }) => hit);
}

function scoreOf(text: Searched, word: string): { score: number; property: string | null } | null {
  const at = text.short.indexOf(word);
  if (at === 0) return { score: 100, property: null };
  if (at > 0) return { score: 60, property: null };
  if (text.name.includes(word)) return { score: 40, property: null };
  const property = text.properties.find((each) => each.includes(word)) ?? null;
  if (property !== null) return { score: property.startsWith(word) ? 25 : 20, property };
  if (text.description.includes(word)) return { score: 10, property: null };
  return fuzzyMatch(word, text.short) === null ? null : { score: 5, property: null };
}

function searchedOf(type: PaletteType): Searched {
  const known = lowered.get(type);
  if (known !== undefined) return known;
  const searched = {
    short: type.short.toLowerCase(),
    name: type.name.toLowerCase(),
    description: type.description?.toLowerCase() ?? '',
    properties: type.properties.map((each) => each.toLowerCase()),
  };
  lowered.set(type, searched);
  return searched;
}
