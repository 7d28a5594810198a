import type { Clock } from '../../../core/ports/ports.ts';
import type { Actor } from '../actor.ts';

type FindActor = (headers: Headers) => Promise<Actor | null>;

const freshMs = 1_000;

/**
 * Who the open streams belong to, asked once for all streams of a session in a moment: a thousand watchers are not a
 * thousand questions. An answer is at most a second old.
 */
export function shareRecentActors(findActor: FindActor, clock: Clock): FindActor {
  const recent = new Map<string, { at: number; actor: Promise<Actor | null> }>();
  return (headers) => {
    const now = clock.now();
    const cookie = headers.get('cookie') ?? '';
    const known = recent.get(cookie);
    if (known !== undefined && now - known.at < freshMs) return known.actor;
    for (const [key, entry] of recent) if (now - entry.at >= freshMs) recent.delete(key);
    const actor = findActor(headers);
    recent.set(cookie, { at: now, actor });
    return actor;
  };
}
