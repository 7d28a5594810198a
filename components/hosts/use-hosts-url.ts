'use client';

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { formatSort, parseSort } from '../ui/sort-rows.ts';
import type { HostChoice } from './host-filter.ts';
import { hostStates } from './host-look.ts';

const hostDialogs = ['add', 'edit', 'import', 'use'] as const;

export type HostDialogName = (typeof hostDialogs)[number];

const state = {
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(hostStates),
  labels: parseAsArrayOf(parseAsString).withDefault([]),
  sort: parseAsString.withDefault('name'),
};
const shown = {
  host: parseAsString,
  dialog: parseAsStringLiteral(hostDialogs),
};

/** Which hosts the list shows, and in which order. */
export function useHostChoice() {
  const [{ q, state: pool, labels, sort }, set] = useQueryStates(state);
  const choice: HostChoice = { text: q, state: pool, labels };
  return {
    choice,
    /** Names the filter and the order. */
    view: JSON.stringify([choice, sort]),
    isFiltered: q !== '' || pool !== null || labels.length > 0,
    setText: (text: string) => void set({ q: text || null }),
    setState: (next: HostChoice['state']) => void set({ state: next }),
    setLabels: (next: readonly string[]) => void set({ labels: next.length > 0 ? [...next] : null }),
    clear: () => void set({ q: null, state: null, labels: null }),
    sorting: {
      sort: parseSort(sort),
      onSort: (next: ReturnType<typeof parseSort>) => void set({ sort: formatSort(next) }),
    },
  };
}

/** The host whose details are open, and the dialog over the page; back leads out of both. */
export function useShownHost() {
  const [{ host, dialog }, set] = useQueryStates(shown, { history: 'push' });
  return {
    host,
    dialog,
    show: (id: string | null) => void set({ host: id }),
    open: (name: HostDialogName) => void set({ dialog: name }),
    close: () => void set({ dialog: null }),
    /** The dialog is done, and this is the host to look at. */
    closeAt: (id: string) => void set({ dialog: null, host: id }),
  };
}
