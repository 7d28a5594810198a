import type { Json } from '../../blueprint/json.ts';
import { isJsonObject, ownValue } from '../../blueprint/json-object.ts';

/** Lists whose items the API tells apart by some of their fields, by the field that the list is in. */
const keysOfLists: Readonly<Record<string, readonly (readonly string[])[]>> = {
  containers: [['name']],
  initContainers: [['name']],
  ephemeralContainers: [['name']],
  env: [['name']],
  volumes: [['name']],
  imagePullSecrets: [['name']],
  secrets: [['name']],
  volumeMounts: [['mountPath']],
  volumeDevices: [['devicePath']],
  // Of containers; of services.
  ports: [
    ['containerPort', 'protocol'],
    ['port', 'protocol'],
  ],
  hostAliases: [['ip']],
  topologySpreadConstraints: [['topologyKey', 'whenUnsatisfiable']],
  ownerReferences: [['uid']],
};

/** Where the server fills in what is left out of a key. */
const defaults: Readonly<Record<string, string>> = { protocol: 'TCP' };

/** What each item of a list is told apart by; null when only its place counts. */
export function itemKeys(field: string, items: readonly Json[]): string[] | null {
  const candidates = Object.hasOwn(keysOfLists, field) ? keysOfLists[field] : undefined;
  for (const fields of candidates ?? []) {
    const keys = items.map((item) => keyOf(item, fields));
    if (!keys.includes(null) && new Set(keys).size === keys.length) return keys.filter((key) => key !== null);
  }
  return null;
}

function keyOf(item: Json, fields: readonly string[]): string | null {
  if (!isJsonObject(item)) return null;
  const parts = fields.map((field) => ownValue(item, field) ?? defaults[field]);
  return parts.includes(undefined) ? null : parts.map(String).join('/');
}
