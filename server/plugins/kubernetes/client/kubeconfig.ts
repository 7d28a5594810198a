import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { isJsonObject, ownValue } from '../../../../core/blueprint/json-object.ts';
import { KubernetesFault } from '../../../../core/kubernetes/kubernetes-fault.ts';
import { listAt, mapAt } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { readManifest } from '../../../../core/kubernetes/objects/read-manifest.ts';
import type { ClusterAccess } from './cluster-access.ts';

export interface KubeconfigOptions {
  /** How messages name it. */
  name: string;
  /** Default: `current-context`, or the only one that there is. */
  context?: string;
  /** Reads the files that it names; null: it may name none, as it does not come from an administrator of this machine. */
  readFile: ((path: string) => Promise<string>) | null;
}

/**
 * Reads the text of a kubeconfig. Certificates and keys are taken in PEM and in base64. Ways to sign in that would run a
 * program on this machine (`exec`, `auth-provider`) are refused.
 *
 * @throws KubernetesFault that says what is wrong where, and what to write in its place
 */
export async function readKubeconfig(text: string, options: KubeconfigOptions): Promise<ClusterAccess> {
  const [first = null] = readManifest(options.name, text);
  return accessOf(first, options);
}

/** The same for one that is read already. @throws KubernetesFault */
export async function accessOf(config: Json, options: KubeconfigOptions): Promise<ClusterAccess> {
  const { name } = options;
  if (!isJsonObject(config) || listAt(config, 'clusters').length === 0)
    throw new KubernetesFault(
      `${name} is no kubeconfig: it has no clusters.`,
      'Give the text of a file such as ~/.kube/config.',
    );
  const { cluster, user, namespace } = await chosen(config, options);
  const reader = new FileReader(options);
  const [authorities, certificate, key, token] = await Promise.all([
    reader.pem(cluster, 'certificate-authority'),
    reader.pem(user, 'client-certificate'),
    reader.pem(user, 'client-key'),
    reader.token(user),
  ]);
  refuseProxy(cluster, name);
  refusePrograms(user, name);
  return {
    server: serverOf(cluster, name),
    tls: {
      ...{ authorities, certificate, key },
      insecure: cluster['insecure-skip-tls-verify'] === true,
      serverName: textAt(cluster, 'tls-server-name'),
    },
    authorization: token === null ? basicOf(user) : `Bearer ${token}`,
    namespace,
    connect: null,
  };
}

interface Chosen {
  cluster: JsonObject;
  user: JsonObject;
  namespace: string;
}

async function chosen(config: JsonObject, { name, context: wanted }: KubeconfigOptions): Promise<Chosen> {
  const contexts = listAt(config, 'contexts').filter((entry) => isJsonObject(entry));
  const names = contexts.map((entry) => String(entry['name']));
  const current = wanted ?? textAt(config, 'current-context') ?? (names.length === 1 ? names[0] : undefined);
  if (current === undefined)
    throw new KubernetesFault(
      `${name} does not say which of its contexts to use.`,
      `Set current-context to one of: ${names.join(', ') || '(there are none)'}.`,
    );
  if (!names.includes(current))
    throw new KubernetesFault(
      `${name} has no context "${current}".`,
      `Set current-context to one of: ${names.join(', ') || '(there are none)'}.`,
    );
  const context = named(config, 'contexts', { name: current, file: name });
  const user = textAt(context, 'user');
  return {
    cluster: named(config, 'clusters', { name: textAt(context, 'cluster') ?? '', file: name }),
    user: user === null ? {} : named(config, 'users', { name: user, file: name }),
    namespace: textAt(context, 'namespace') ?? 'default',
  };
}

/** What is inside an entry of a list of named ones: `clusters` holds `{ name, cluster }`. */
function named(config: JsonObject, list: string, { name, file }: { name: string; file: string }): JsonObject {
  const entries = listAt(config, list).filter((entry) => isJsonObject(entry));
  const found = entries.find((entry) => entry['name'] === name);
  const singular = list.slice(0, -1);
  if (found !== undefined) return mapAt(found, singular);
  throw new KubernetesFault(
    `${file} has no ${singular} "${name}".`,
    `Name one of: ${entries.map((entry) => String(entry['name'])).join(', ') || '(there are none)'}.`,
  );
}

function serverOf(cluster: JsonObject, name: string): URL {
  const text = textAt(cluster, 'server');
  const url = text === null ? null : URL.parse(text.includes('://') ? text : `https://${text}`);
  if (url !== null && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new KubernetesFault(
    `The server in ${name} is ${text === null ? 'not given' : `"${text.slice(0, 200)}"`}.`,
    'Write it as https://10.0.0.1:6443.',
  );
}

function refuseProxy(cluster: JsonObject, name: string): void {
  const proxy = textAt(cluster, 'proxy-url');
  if (proxy === null) return;
  throw new KubernetesFault(
    `${name} names a proxy (proxy-url), which is not used here.`,
    'Write a server that this machine reaches itself.',
  );
}

const program =
  'Give a token (kubectl create token ACCOUNT, or a Secret of type kubernetes.io/service-account-token) or a client ' +
  'certificate instead.';

function refusePrograms(user: JsonObject, name: string): void {
  for (const way of ['exec', 'auth-provider']) {
    if (!isJsonObject(user[way])) continue;
    throw new KubernetesFault(
      `${name} signs in by ${way}, which would run a program on this server, and that is not done.`,
      program,
    );
  }
}

function basicOf(user: JsonObject): string | null {
  const name = textAt(user, 'username');
  return name === null ? null : `Basic ${Buffer.from(`${name}:${textAt(user, 'password') ?? ''}`).toString('base64')}`;
}

/** Reads what a kubeconfig holds itself, or in a file beside it. */
class FileReader {
  readonly #options: KubeconfigOptions;

  constructor(options: KubeconfigOptions) {
    this.#options = options;
  }

  /** PEM; `KEY-data` goes before the file `KEY`, as in kubectl. */
  async pem(map: JsonObject, key: string): Promise<string | null> {
    const data = textAt(map, `${key}-data`);
    if (data !== null) return readPem(data, `${key}-data of ${this.#options.name}`);
    const path = textAt(map, key);
    return path === null ? null : readPem(await this.#read(path, key, `${key}-data`), path);
  }

  async token(user: JsonObject): Promise<string | null> {
    const token = textAt(user, 'token');
    if (token !== null) return token.trim();
    const path = textAt(user, 'tokenFile');
    return path === null ? null : (await this.#read(path, 'tokenFile', 'token')).trim();
  }

  async #read(path: string, key: string, instead: string): Promise<string> {
    const { readFile, name } = this.#options;
    if (path.includes('-----BEGIN')) return path;
    if (readFile !== null) return readFile(path);
    throw new KubernetesFault(
      `${name} names the file "${path.slice(0, 200)}" (${key}), which is not read from this server.`,
      `Put its content into ${instead}: kubectl config view --raw --flatten does that.`,
    );
  }
}

/** The PEM of a text that is PEM, or base64 of it. @throws KubernetesFault */
export function readPem(text: string, where: string): string {
  if (text.includes('-----BEGIN')) return text;
  const decoded = Buffer.from(text.replace(/\s/g, ''), 'base64').toString('latin1');
  if (decoded.includes('-----BEGIN')) return decoded;
  throw new KubernetesFault(
    `${where} is no certificate or key.`,
    'Give it in PEM (-----BEGIN ...), or base64 of that.',
  );
}

function textAt(map: JsonObject, key: string): string | null {
  const value = ownValue(map, key);
  return typeof value === 'string' && value !== '' ? value : null;
}
