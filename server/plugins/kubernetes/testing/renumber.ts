import type { Json } from '../../../../core/blueprint/json.ts';
import type { Exchange, Recording } from './recording.ts';

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/**
 * Gives uids and resource versions numbers in the order in which they appear, so that two recordings of the same test
 * differ only where something changed.
 */
export function renumber(recording: Recording): Recording {
  const uids = new Map<string, string>();
  const versions = new Map<string, string>();
  const text = (given: string) =>
    given.replace(uuid, (found) =>
      numbered(uids, found, (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`),
    );
  const version = (given: string) =>
    given === '' || given === '0' ? given : numbered(versions, given, (n) => String(n));
  const value = (given: Json): Json => {
    if (typeof given === 'string') return text(given);
    if (Array.isArray(given)) return given.map(value);
    if (typeof given !== 'object' || given === null) return given;
    return Object.fromEntries(
      Object.entries(given).map(([key, inner]) => [
        key,
        key === 'resourceVersion' && typeof inner === 'string' ? version(inner) : value(inner),
      ]),
    );
  };
  const exchange = (given: Exchange): Exchange => ({
    ...given,
    path: text(given.path).replace(
      /([?&]resourceVersion=)(\d+)/,
      (_all, before: string, n: string) => before + version(n),
    ),
    ...(given.body === undefined ? {} : { body: value(given.body) }),
    ...(given.answer === undefined ? {} : { answer: value(given.answer) }),
    ...(given.lines === undefined
      ? {}
      : { lines: given.lines.map(({ after, line }) => ({ after, line: value(line) })) }),
  });
  return { ...recording, exchanges: recording.exchanges.map(exchange) };
}

function numbered(known: Map<string, string>, found: string, name: (n: number) => string): string {
  const value = known.get(found) ?? name(known.size + 1);
  known.set(found, value);
  return value;
}
