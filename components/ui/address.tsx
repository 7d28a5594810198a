'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import {
  unstable_createAdapterProvider as createAdapterProvider,
  renderQueryString,
  type unstable_AdapterInterface as StateInAddress,
} from 'nuqs/adapters/custom';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import {
  createContext,
  type ReactNode,
  type RefObject,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type Navigate, NavigateContext } from './navigate.ts';

const AddressContext = createContext<StateInAddress | null>(null);
const OwnAdapter = createAdapterProvider(useAddress);

function useAddress(): StateInAddress {
  const address = useContext(AddressContext);
  if (address === null) throw new Error('There is no AddressProvider above.');
  return address;
}

/** By this mark the library knows its own changes of the address from those of a navigation. */
const ownChange = '__nuqs__';

/**
 * What pages keep in their address, and the one way to other pages.
 *
 * The router shows a new address when React has the time for it, and till then it may put an older one back. So what
 * was written last is what counts until the router shows it, also for what is written next: on a busy page a letter
 * that was typed or a choice that was made would be lost otherwise.
 */
export function AddressProvider({ children }: { children: ReactNode }) {
  const { navigate, isLeaving } = useNavigation();
  const address = useWrittenAddress(isLeaving);
  return (
    <NuqsAdapter>
      <AddressContext value={address}>
        <OwnAdapter>
          <NavigateContext value={navigate}>{children}</NavigateContext>
        </OwnAdapter>
      </AddressContext>
    </NuqsAdapter>
  );
}

interface Written {
  /** Counts what was written, from 1. */
  number: number;
  url: string;
  pathname: string;
  search: string;
}

/**
 * @param isLeaving Whether the page is being left. Then it writes its address no more: the router would take that for
 *   the newest wish and forget the page that somebody has just gone to.
 */
function useWrittenAddress(isLeaving: () => boolean): StateInAddress {
  const routed = useSearchParams().toString();
  const pathname = usePathname();
  const count = useRef(0);
  const [written, setWritten] = useState<Written | null>(null);
  const [shown, show] = useState(0);
  const pending = usePending(shown);
  const updateUrl = useCallback<StateInAddress['updateUrl']>(
    (params, { history: way, scroll }) => {
      if (isLeaving()) return;
      count.current += 1;
      const next = writtenNow(count.current, params);
      pending.current = next;
      setWritten(next);
      // React shows both at once: what the router has, and that it has it.
      startTransition(() => {
        show(next.number);
        if (way === 'push') window.history.pushState(null, ownChange, next.url);
        else window.history.replaceState(null, ownChange, next.url);
      });
      if (scroll) window.scrollTo(0, 0);
    },
    [isLeaving, pending],
  );
  const search = written && written.number > shown && written.pathname === pathname ? written.search : routed;
  return useMemo(
    () => ({
      searchParams: new URLSearchParams(search),
      pathname,
      updateUrl,
      getSearchParamsSnapshot: () => new URLSearchParams(pending.current?.search ?? window.location.search),
      // Browsers bound how often an address is written; the router writes it again after us.
      rateLimitFactor: 3,
      autoResetQueueOnUpdate: false,
    }),
    [search, pathname, updateUrl, pending],
  );
}

function writtenNow(number: number, params: URLSearchParams): Written {
  const { origin, pathname, hash } = window.location;
  return {
    number,
    url: `${origin}${pathname}${renderQueryString(params)}${hash}`,
    pathname,
    search: params.toString(),
  };
}

/** What was written and the router does not show yet; an older address of the router's is put right at once. */
function usePending(shown: number): RefObject<Written | null> {
  const pending = useRef<Written | null>(null);
  useLayoutEffect(() => {
    const { current } = pending;
    if (current === null) return;
    if (current.number <= shown || current.pathname !== window.location.pathname) pending.current = null;
    else window.history.replaceState(window.history.state, '', current.url);
  });
  useEffect(() => {
    const forget = () => {
      pending.current = null;
    };
    window.addEventListener('popstate', forget);
    return () => window.removeEventListener('popstate', forget);
  }, []);
  return pending;
}

/** It is above all pages, and so knows when the way to one is over, wherever it began. */
function useNavigation(): { navigate: Navigate; isLeaving: () => boolean } {
  const router = useRouter();
  const begun = useRef(0);
  const over = useRef(0);
  const [arrived, arrive] = useState(0);
  const navigate = useCallback<Navigate>(
    (href, options) => {
      begun.current += 1;
      // React shows both at once: the other page, or this one again when somebody goes back meanwhile.
      startTransition(() => {
        arrive(begun.current);
        router.push(href, options);
      });
    },
    [router],
  );
  useEffect(() => {
    over.current = arrived;
  }, [arrived]);
  const isLeaving = useCallback(() => over.current !== begun.current, []);
  return { navigate, isLeaving };
}
