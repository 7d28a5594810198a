/** How long the way to the sign-in may take before it is begun again, ms. */
const leavingMs = 5_000;
let leftAt = Number.NEGATIVE_INFINITY;

/**
 * Leads somebody who is signed out to the sign-in, and back to here afterwards. Once for all that is refused together:
 * each further time the browser would begin anew.
 */
export function leaveAndComeBack(): void {
  if (window.location.pathname === '/sign-in' || performance.now() - leftAt < leavingMs) return;
  leftAt = performance.now();
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
}

/** Ends the session with `end`, and leads to the sign-in. What is refused meanwhile is no reason to come back here. */
export async function leaveForGood(end: () => Promise<void>): Promise<void> {
  leftAt = Number.POSITIVE_INFINITY;
  try {
    await end();
  } catch (fault) {
    leftAt = Number.NEGATIVE_INFINITY;
    throw fault;
  }
  window.location.assign('/sign-in');
}
