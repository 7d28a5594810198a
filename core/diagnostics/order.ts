import type { DslCode } from './codes.ts';

/**
 * Codes in the order in which the reference meets what they stand for (dsl.md section 0): it reads the text, then the
 * version, then imports, then the parts of the blueprint from the small to the large and from what is referred to to
 * what refers to it, then defaults of inputs, then functions. It stops at the first; we name that one first.
 */
const order: readonly (readonly DslCode[])[] = [
  [9000, 9001, 9002, 9003, 9005, 9006, 9010, 108],
  [27, 29],
  // The list of imports, then each import, then what they bring together.
  [2, 220],
  [13, 213, 214],
  [221, 3, 4],
  // A circle shows before any part is looked at.
  [100],
  // Single values and the shape of what is written.
  [1, 18, 23, 25, 28, 9040, 9051],
  // Types and what is declared with them.
  [50, 103, 104, 212, 216, 217, 218, 9054],
  [102, 19, 21],
  // What refers to types.
  [7, 26, 41, 42, 204, 205, 206],
  // Values of what refers to types.
  [105, 106, 107, 219, 112, 208, 210],
  // Operations, and what concerns several templates.
  [10, 60, 61, 91, 24, 207, 209, 40, 211],
  [200, 201, 202, 215],
  [9035, 9052, 9053],
  [9030, 9031, 9032, 9033, 9034, 9062, 9065, 9066, 9067],
];

/** Behind everything about node templates. */
export const rankAfterTemplates: number = order.findIndex((codes) => codes.includes(200));

/** Values are looked at template by template, the undefined ones of each first: as they are found, not as they stand. */
export const rankOfValues: number = order.findIndex((codes) => codes.includes(106));

const ranks = new Map(order.flatMap((codes, rank) => codes.map((code): [DslCode, number] => [code, rank])));

/** How late the reference would meet a problem of this code: 0 is earliest. Codes it does not know come last. */
export function rankOfCode(code: DslCode): number {
  return ranks.get(code) ?? order.length;
}
