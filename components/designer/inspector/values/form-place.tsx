'use client';

import { createContext, type ReactNode, useContext } from 'react';

const Place = createContext('');

/** A part of a form that others have too, such as an operation's; tells fields of one label apart. */
export function FormPlace({ name, children }: { name: string; children: ReactNode }) {
  const around = useContext(Place);
  return <Place value={around === '' ? name : `${around}/${name}`}>{children}</Place>;
}

/** Where the field of a name is, among all of the inspector. */
export function useFieldPlace(name: string): string {
  return `${useContext(Place)}/${name}`;
}
