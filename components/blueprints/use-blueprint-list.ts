'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { BlueprintSummary } from '../../server/api/contract.ts';
import { sortParser, urlSorting } from '../ui/sort-url.ts';
import { type BlueprintChoice, filterBlueprints, origins } from './blueprint-filter.ts';

const url = {
  q: parseAsString.withDefault(''),
  from: parseAsArrayOf(parseAsStringLiteral(origins)).withDefault([]),
  type: parseAsArrayOf(parseAsString).withDefault([]),
  plugin: parseAsArrayOf(parseAsString).withDefault([]),
  sort: sortParser(['name', 'version', 'nodes', 'deployments', 'created']).withDefault('name'),
};

/** The blueprints that the URL means, of all that there are. */
export function useBlueprintList(all: readonly BlueprintSummary[]) {
  const [{ q, from, type, plugin, sort }, set] = useQueryStates(url);
  const choice: BlueprintChoice = { text: q, origins: from, types: type, plugins: plugin };
  return {
    choice,
    meant: filterBlueprints(all, choice),
    isFiltered: q !== '' || from.length + type.length + plugin.length > 0,
    setText: (text: string) => void set({ q: text || null }),
    setOrigins: (next: BlueprintChoice['origins']) => void set({ from: [...next] }),
    setTypes: (next: string[]) => void set({ type: next }),
    setPlugins: (next: string[]) => void set({ plugin: next }),
    clear: () => void set({ q: null, from: null, type: null, plugin: null }),
    sorting: urlSorting(sort, (next) => void set({ sort: next })),
  };
}
