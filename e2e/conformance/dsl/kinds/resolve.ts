import type { Json } from '../../../../core/blueprint/json.ts';
import { readResolverRules, resolveLocations } from '../../../../core/dsl/imports/resolver.ts';
import type { DslCase, Outcome } from '../case.ts';

/** A fetch that the reference made, and what came of it. */
interface Fetch {
  url: string;
  ok: boolean;
  text?: unknown;
}

interface ResolveCase extends DslCase {
  rules?: Json;
  fallback?: boolean;
  url: string;
  fetches: Fetch[];
}

/** An import's location through the rules of a resolver: what is fetched, in which order, until there is an answer. */
export async function runResolve(recorded: DslCase): Promise<Outcome> {
  const { rules, fallback, url, fetches } = recorded as ResolveCase;
  const read = readResolverRules(rules ?? []);
  if ('problem' in read) return { ok: false, code: null, message: read.problem };
  const locations = resolveLocations(url, read.rules, fallback ?? true);
  for (const [index, location] of locations.entries()) {
    const fetch = fetches[index];
    if (fetch?.url !== location) {
      return { ok: false, code: null, message: `fetched ${location}, expected ${fetch?.url ?? 'no more'}` };
    }
    if (fetch.ok) return { ok: true, value: fetch.text };
  }
  const all = locations.length === fetches.length;
  return { ok: false, code: all ? 'DSL0013' : null, message: `tried ${locations.join(', ')}` };
}
