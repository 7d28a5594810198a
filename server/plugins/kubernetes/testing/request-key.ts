import type { Json } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import { sorted } from './recording.ts';

export interface Asked {
  method: string;
  path: string;
  body?: Json | undefined;
}

/** Two requests are the same when this is. From where a watch goes on depends on what others did meanwhile. */
export function keyOf({ method, path, body }: Asked): string {
  const place = /[?&]watch=true/.test(path) ? path.replace(/([?&])resourceVersion=\d*&?/, '$1') : path;
  return `${method} ${place}${body === undefined ? '' : ` ${JSON.stringify(sorted(body))}`}`;
}

/** What of the recorded requests is most like one that is not among them, and how they differ. */
export function nearestTo(asked: Asked, recorded: readonly Asked[]): string {
  const ranked = recorded
    .map((one) => ({ one, rank: rankOf(asked, one) }))
    .sort((first, second) => second.rank - first.rank);
  const best = ranked[0]?.one;
  if (best === undefined) return 'Nothing was recorded.';
  const shown = `${best.method} ${best.path}`;
  if (shown !== `${asked.method} ${asked.path}`) return `The nearest that was recorded: ${shown}`;
  const differences = differ(best.body ?? null, asked.body ?? null, '').slice(0, 8);
  if (differences.length === 0) return 'It was recorded, but fewer times.';
  return `It was recorded with another body: ${differences.join('; ')}`;
}

function rankOf(asked: Asked, one: Asked): number {
  const shared = [...asked.path].findIndex((letter, at) => one.path[at] !== letter);
  const like = shared === -1 ? asked.path.length : shared;
  const isSame = one.path === asked.path ? 1000 : 0;
  return isSame + like + (one.method === asked.method ? 500 : 0);
}

function differ(recorded: Json, asked: Json, at: string): string[] {
  if (isJsonObject(recorded) && isJsonObject(asked)) {
    const keys = new Set([...Object.keys(recorded), ...Object.keys(asked)]);
    return [...keys].flatMap((key) => differ(recorded[key] ?? null, asked[key] ?? null, `${at}.${key}`));
  }
  if (JSON.stringify(recorded) === JSON.stringify(asked)) return [];
  return [`${at || 'all'} was ${JSON.stringify(recorded).slice(0, 120)} and is ${JSON.stringify(asked).slice(0, 120)}`];
}
