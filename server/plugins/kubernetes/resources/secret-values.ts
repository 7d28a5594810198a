import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import { groupOf } from '../../../../core/kubernetes/api/api-resource.ts';
import type { FieldDifference } from '../../../../core/kubernetes/drift/differences.ts';
import { type KubernetesObject, mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';

const derive = promisify<string | Buffer, Buffer, number, Buffer>(scrypt);
const length = 32;

/** What is shown in place of a value. */
export const hiddenValue = '(not shown)';
/** kubectl keeps a copy of what was applied there, values and all. */
const copyByKubectl = 'kubectl.kubernetes.io/last-applied-configuration';

/** A Secret of Kubernetes' own. */
export function isSecret({ apiVersion, kind }: { apiVersion: string; kind: string }): boolean {
  return kind === 'Secret' && groupOf(apiVersion) === '';
}

/** A Secret with its keys and without its values; other objects as they are. */
export function withoutValues(object: KubernetesObject): KubernetesObject {
  if (!isSecret(object)) return object;
  const { metadata } = object;
  const annotations = { ...mapAt(metadata, 'annotations') };
  delete annotations[copyByKubectl];
  const hidden = ['data', 'stringData'].flatMap((field) => {
    const values = object[field];
    return isJsonObject(values)
      ? [[field, Object.fromEntries(Object.keys(values).map((key) => [key, hiddenValue]))]]
      : [];
  });
  const named = Object.hasOwn(metadata, 'annotations') ? { ...metadata, annotations } : metadata;
  return { ...object, metadata: named, ...Object.fromEntries(hidden) };
}

/** Something to know a value by again, from which it cannot be told: a salted, slow hash. */
export async function digestOf(value: Buffer): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('hex')}:${(await derive(value, salt, length)).toString('hex')}`;
}

/** True when it is the digest of the value. */
export async function isDigestOf(value: Buffer, digest: string): Promise<boolean> {
  const [salt, hash] = digest.split(':').map((part) => Buffer.from(part, 'hex'));
  if (salt === undefined || hash?.length !== length) return false;
  return timingSafeEqual(await derive(value, salt, length), hash);
}

/** The digests of the values of an applied Secret. */
export async function digestsOf(secret: KubernetesObject): Promise<JsonObject> {
  const digests: JsonObject = {};
  for (const [key, value] of valuesOf(secret)) digests[key] = await digestOf(value);
  return digests;
}

/** The values of a Secret on the server that are not those that were applied. */
export async function changedValues(digests: JsonObject, live: KubernetesObject): Promise<FieldDifference[]> {
  const values = new Map(valuesOf(live));
  const differences: FieldDifference[] = [];
  for (const [key, digest] of Object.entries(digests)) {
    const value = values.get(key);
    if (value !== undefined && (await isDigestOf(value, String(digest)))) continue;
    differences.push({
      path: `data.${key}`,
      desired: hiddenValue,
      live: value === undefined ? undefined : hiddenValue,
    });
  }
  return differences;
}

/** `stringData` goes over `data`, as on the server. */
function valuesOf(secret: KubernetesObject): [string, Buffer][] {
  const data = Object.entries(mapAt(secret, 'data')).map(([key, value]) => [key, String(value), 'base64'] as const);
  const texts = Object.entries(mapAt(secret, 'stringData')).map(
    ([key, value]) => [key, String(value), 'utf8'] as const,
  );
  const all = new Map([...data, ...texts].map(([key, value, encoding]) => [key, Buffer.from(value, encoding)]));
  return [...all];
}
