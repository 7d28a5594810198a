'use client';

import { type ComponentType, type ReactNode, useSyncExternalStore } from 'react';

/**
 * A part of a page whose program is fetched when it is first drawn, and never drawn on the server; `waiting` stands in
 * its place until then. Next's `dynamic` does more than that, and every page would carry it; React's `lazy` shows what
 * has arrived only 300 ms after it showed that something was missing.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode | ((props: Props) => ReactNode) = null,
): ComponentType<Props> {
  const program = new Program(load);
  // biome-ignore lint/correctness/noComponentHookFactories: it is made once for each part, where modules are loaded.
  return function Later(props: Props) {
    const found = useSyncExternalStore(program.subscribe, program.read, onServer);
    if (found === null) return typeof waiting === 'function' ? waiting(props) : waiting;
    if ('fault' in found) throw found.fault;
    return <found.Part {...props} />;
  };
}

type Found<Props> = { Part: ComponentType<Props> } | { fault: unknown };

/** The program of a part; fetched once, and again by who tries again when it could not be. */
class Program<Props> {
  readonly #load: () => Promise<ComponentType<Props>>;
  readonly #listeners = new Set<() => void>();
  #isAsked = false;
  #found: Found<Props> | null = null;

  constructor(load: () => Promise<ComponentType<Props>>) {
    this.#load = load;
  }

  readonly read = (): Found<Props> | null => {
    if (!this.#isAsked) void this.#fetch();
    return this.#found;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#found !== null && 'fault' in this.#found) [this.#isAsked, this.#found] = [false, null];
    };
  };

  async #fetch(): Promise<void> {
    this.#isAsked = true;
    try {
      this.#found = { Part: await this.#load().catch(whenAway) };
    } catch (fault) {
      this.#found = { fault };
    }
    for (const listener of this.#listeners) listener();
  }
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

const onServer = () => null;
