'use client';

import type { ComponentProps, MouseEvent } from 'react';
import { useNavigate } from './navigate.ts';

/** A link's own attributes; `scroll={false}` leaves the page where it is. */
export type LinkProps = ComponentProps<'a'> & { href: string; scroll?: boolean };

/**
 * A link to a page of the product: the page changes without being loaded anew. Next's own does the same and weighs ten
 * times as much, for prefetching, which nothing here wants: pages hold no data of their own.
 */
export function Link({ href, scroll = true, onClick, ...rest }: LinkProps) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (event.defaultPrevented || !isPlain || rest.target !== undefined || rest.download !== undefined) return;
    event.preventDefault();
    navigate(href, { scroll });
  };
  return <a {...rest} href={href} onClick={follow} />;
}
