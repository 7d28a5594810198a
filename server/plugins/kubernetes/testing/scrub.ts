import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';

/** What stands in recordings where a secret was. */
export const hidden = 'hidden';
const hiddenData = Buffer.from(hidden).toString('base64');

/** Tokens, keys and certificates wherever they are in a text. */
const secretTexts = [/-----BEGIN [^-]+-----[\s\S]*?-----END [^-]+-----\n?/g, /eyJ[\w-]+\.[\w-]+\.[\w-]+/g];

/** Kept for nothing, and other each time. */
const dropped = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'storageVersionHash',
  'serverAddressByClientCIDRs',
];

/** The same without what is secret: data of Secrets, tokens, keys, certificates. `found` is told tokens that were there. */
export function scrub(value: Json, found: (token: string) => void = () => undefined): Json {
  if (typeof value === 'string') return scrubText(value);
  if (Array.isArray(value)) return value.map((item) => scrub(item, found));
  if (!isJsonObject(value)) return value;
  if (isSecretList(value)) return scrubMap({ ...value, items: secretsOf(value['items']) }, found);
  return scrubMap(value, found);
}

function isSecretList(value: JsonObject): boolean {
  return value['kind'] === 'SecretList' && Array.isArray(value['items']);
}

/** Items of lists do not say what they are. */
function secretsOf(items: Json | undefined): Json[] {
  return Array.isArray(items) ? items.map((item) => (isJsonObject(item) ? { kind: 'Secret', ...item } : item)) : [];
}

function scrubMap(map: JsonObject, found: (token: string) => void): JsonObject {
  const isSecret = map['kind'] === 'Secret';
  const isToken = map['kind'] === 'TokenRequest';
  const entries = Object.entries(map).filter(([key]) => !dropped.includes(key));
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (isSecret && isJsonObject(value) && (key === 'data' || key === 'stringData')) return [key, hide(value, found)];
      if (isToken && key === 'status' && isJsonObject(value)) {
        found(String(value['token']));
        return [key, { ...value, token: hidden }];
      }
      return [key, scrub(value, found)];
    }),
  );
}

function hide(data: JsonObject, found: (token: string) => void): JsonObject {
  const token = data['token'];
  if (typeof token === 'string') found(Buffer.from(token, 'base64').toString('utf8'));
  return Object.fromEntries(Object.keys(data).map((key) => [key, hiddenData]));
}

function scrubText(text: string): string {
  return secretTexts.reduce((rest, pattern) => rest.replace(pattern, `(${hidden})`), text);
}
