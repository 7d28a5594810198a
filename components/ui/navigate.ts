'use client';

import { createContext, useContext } from 'react';

/** Goes to a page of the product; `scroll: false` leaves the view where it is. */
export type Navigate = (href: string, options?: { scroll?: boolean }) => void;

export const NavigateContext = createContext<Navigate | null>(null);

/** What goes to another page of the product without loading it anew. */
export function useNavigate(): Navigate {
  const navigate = useContext(NavigateContext);
  if (navigate === null) throw new Error('There is no AddressProvider above.');
  return navigate;
}
