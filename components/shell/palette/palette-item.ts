import type { LucideIcon } from 'lucide-react';
import { fuzzyMatch } from '../fuzzy.ts';

/** One line of the palette: leads somewhere, or does something. */
export interface PaletteItem {
  id: string;
  label: string;
  /** What it is: "Deployment", "Page", or of what a command is. */
  kind: string;
  icon: LucideIcon;
  hint?: string | undefined;
  keys?: string | undefined;
  /** The server found it by what was typed, so that it stays although the letters here do not show why. */
  isFound?: boolean;
  href?: string | undefined;
  run?: (() => void) | undefined;
}

/** An item that fits what was typed, with the letters of its label that do. */
export interface PaletteHit {
  item: PaletteItem;
  places: readonly number[];
}

const most = 40;

/** The items that fit, the best first. */
export function findItems(items: readonly PaletteItem[], typed: string): PaletteHit[] {
  return items
    .flatMap((item) => {
      const byLabel = fuzzyMatch(typed, item.label);
      if (byLabel) return [{ item, score: byLabel.score + 4, places: byLabel.places }];
      return item.isFound || hasWords(item, typed) ? [{ item, score: 0, places: [] }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, most);
}

/** Long texts have nearly all letters in some order: in them, words must be whole. */
function hasWords({ label, kind, hint = '' }: PaletteItem, typed: string): boolean {
  const text = `${label} ${kind} ${hint}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
