'use client';

import { type ComponentType, lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react';

/**
 * A part of a page whose program is fetched when it is first drawn, and never drawn on the server; `waiting` stands in
 * its place until then. Next's `dynamic` does more than that, and every page would carry it.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode = null,
): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load().catch(whenAway) }));
  // biome-ignore lint/correctness/noComponentHookFactories: it is made once for each part, where modules are loaded.
  return function Later(props: Props) {
    const isInBrowser = useSyncExternalStore(subscribe, inBrowser, onServer);
    if (!isInBrowser) return waiting;
    return (
      <Suspense fallback={waiting}>
        <Part {...props} />
      </Suspense>
    );
  };
}

/** Without a server the part is waited for: the page is loaded again when there is one (components/shell/load-again.tsx). */
async function whenAway(fault: unknown): Promise<never> {
  const isThere = await fetch('/healthz', { cache: 'no-store' }).then(
    () => true,
    () => false,
  );
  if (isThere) throw fault;
  return new Promise(() => undefined);
}

const subscribe = () => () => undefined;
const inBrowser = () => true;
const onServer = () => false;
