import type { Json } from '../../core/blueprint/json.ts';

/** The value as a link when it is a whole http(s) address, and null for everything else (`javascript:` above all). */
export function webAddress(value: Json): string | null {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value) || !URL.canParse(value)) return null;
  const { protocol, href } = new URL(value);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}
