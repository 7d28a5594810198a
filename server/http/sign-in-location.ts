/** Where somebody who is not signed in is sent, with the way back. */
export function signInLocation(url: URL): string {
  const search = new URLSearchParams(url.search);
  // Next's router adds it to requests of its own.
  search.delete('_rsc');
  const back = search.size > 0 ? `${url.pathname}?${search.toString()}` : url.pathname;
  return back === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(back)}`;
}

/** Where somebody goes who is signed in: only a path of ours, however the link was made. */
export function returnLocation(next: string | null): string {
  const base = 'http://gantry.invalid';
  if (next === null || !/^\/(?![/\\])/.test(next) || !URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  return url.origin === base && url.pathname !== '/sign-in' ? url.pathname + url.search + url.hash : '/';
}
