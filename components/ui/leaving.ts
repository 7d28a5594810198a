/** How a page writes its address. */
type Addresses = Pick<History, 'pushState' | 'replaceState'>;

/** Whether the page is being left for another one. */
export interface Leaving {
  set: (isLeaving: boolean) => void;
}

/**
 * Has a page that is being left write its address no more. Next takes such a write for the newest wish and forgets the
 * page that somebody has just gone to; an answer that comes late must not hold them back. Its own writes, which carry a
 * state, go through. Made lazily: Next has to be at `history` first.
 */
export function guardLeaving(addresses: () => Addresses): Leaving {
  let isLeaving = false;
  let isGuarded = false;
  function guard(history: Addresses, name: keyof Addresses): void {
    const write = history[name].bind(history);
    history[name] = (state, unused, url) => {
      if (!isLeaving || state !== null) write(state, unused, url);
    };
  }
  return {
    set: (next) => {
      if (next && !isGuarded) {
        isGuarded = true;
        guard(addresses(), 'pushState');
        guard(addresses(), 'replaceState');
      }
      isLeaving = next;
    },
  };
}
