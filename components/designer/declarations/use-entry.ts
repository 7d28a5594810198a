'use client';

import type { Selection } from '../document/history.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';

type Entry = NonNullable<Selection['entry']>;

/** Which entry of a section is looked at, how another one is, and what each is under every name. */
export function useEntry(section: Entry['section']): {
  open: string | null;
  toggle: (name: string) => void;
  identityOf: (name: string) => number;
} {
  const document = useDesignerDocument();
  const open = useDesigner(({ selection: { entry } }) => (entry?.section === section ? entry.name : null));
  return {
    open,
    toggle: (name) => document.select(name === open ? {} : { entry: { section, name } }),
    identityOf: (name) => document.identityOf(section, name),
  };
}
