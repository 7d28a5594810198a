'use client';

import { useRouter } from 'next/navigation';
import {
  createContext,
  type ReactNode,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import { guardLeaving } from './leaving.ts';

/** Goes to a page of the product; `scroll: false` leaves the view where it is. */
export type Navigate = (href: string, options?: { scroll?: boolean }) => void;

const leaving = guardLeaving(() => window.history);
const NavigateContext = createContext<Navigate | null>(null);

/** The one way to other pages. It is above all of them, and so knows when the way is over, wherever it began. */
export function NavigateProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const begun = useRef(0);
  const [arrived, arrive] = useState(0);
  const navigate = useCallback<Navigate>(
    (href, options) => {
      begun.current += 1;
      leaving.set(true);
      // React shows both at once: the other page, or this one again when somebody goes back meanwhile.
      startTransition(() => {
        arrive(begun.current);
        router.push(href, options);
      });
    },
    [router],
  );
  useEffect(() => leaving.set(arrived !== begun.current), [arrived]);
  return <NavigateContext value={navigate}>{children}</NavigateContext>;
}

/** What goes to another page of the product without loading it anew. */
export function useNavigate(): Navigate {
  const navigate = useContext(NavigateContext);
  if (navigate === null) throw new Error('There is no NavigateProvider above.');
  return navigate;
}
