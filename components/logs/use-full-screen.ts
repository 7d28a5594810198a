'use client';

import { type RefObject, useEffect } from 'react';

/** While `isFull`, nothing of the page but `element` can be reached; menus and messages, which hang on the body, still can. */
export function useFullScreen(element: RefObject<HTMLElement | null>, isFull: boolean): void {
  useEffect(() => {
    if (!isFull || element.current === null) return;
    const others = besides(element.current);
    for (const other of others) other.setAttribute('inert', '');
    return () => {
      for (const other of others) other.removeAttribute('inert');
    };
  }, [element, isFull]);
}

function besides(element: Element): Element[] {
  const parent = element.parentElement;
  if (parent === null || parent === document.body) return [];
  const siblings = [...parent.children].filter((each) => each !== element && !each.hasAttribute('inert'));
  return [...siblings, ...besides(parent)];
}
