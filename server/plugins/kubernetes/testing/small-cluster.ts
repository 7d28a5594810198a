import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { readApiResources } from '../../../../core/kubernetes/api/api-resource.ts';
import type { KubernetesObject } from '../../../../core/kubernetes/objects/kubernetes-object.ts';
import { makeCertificates } from './certificates.ts';
import { readDiscovery } from './recording.ts';

/**
 * A server that speaks what the console and simple resources ask of a cluster: discovery as a real one told it, lists,
 * watches, single objects, apply, delete and logs, over TLS and to who has the token. It has no controllers: what they
 * would make and count, the test puts there.
 */
export interface SmallCluster {
  server: string;
  /** A kubeconfig of an account of it. */
  kubeconfig: string;
  token: string;
  /** An object that was put there or applied, as it is now. */
  find(kind: string, name: string): KubernetesObject | undefined;
  /** Adds an object or replaces it; who watches is told. */
  put(object: KubernetesObject): void;
  remove(object: KubernetesObject): void;
  /** More lines of a container. */
  print(container: string, ...lines: string[]): void;
  /** The containers have ended, and with them their logs. */
  endLogs(): void;
  /** What came before cannot be watched from any more; running watches end with that. */
  compact(): void;
  /** The account may not read this kind from now on. */
  forbid(plural: string): void;
  /** How many watches of a kind are open. */
  watches(plural: string): number;
  /** How many lists and watches of a kind were asked for. */
  asked(plural: string): { lists: number; watches: number };
  close(): Promise<void>;
}

interface Change {
  type: string;
  plural: string;
  object: KubernetesObject;
  version: number;
}

/** What a path means: `/api/v1/namespaces/NS/PLURAL/NAME/PART` and the like. */
const place = /^\/(?:api|apis\/[^/]+)\/[^/]+(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/;

export async function startSmallCluster(token = 'a-token-of-the-small-cluster'): Promise<SmallCluster> {
  const { authority, certificate, key } = await makeCertificates();
  const state = new State();
  const server = createServer({ cert: certificate, key }, (request, response) => {
    if (request.headers.authorization === `Bearer ${token}`) state.answer(request, response);
    else refuse(response, 401, 'Unauthorized');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const kubeconfig = JSON.stringify({
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'small' },
    clusters: [
      {
        name: 'small',
        cluster: { server: url, 'certificate-authority-data': Buffer.from(authority).toString('base64') },
      },
    ],
    users: [{ name: 'reader', user: { token } }],
    contexts: [{ name: 'small', context: { cluster: 'small', user: 'reader', namespace: 'default' } }],
  });
  return {
    ...{ server: url, kubeconfig, token },
    ...state.controls(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class State {
  readonly #discovery = readDiscovery();
  readonly #plurals = new Map(
    Object.values(this.#discovery)
      .flatMap((answer) => readApiResources(answer ?? null))
      .map((resource) => [`${resource.apiVersion} ${resource.kind}`, resource.name]),
  );
  readonly #objects = new Map<string, { plural: string; object: KubernetesObject }>();
  #changes: Change[] = [];
  #version = 1000;
  #oldest = 0;
  readonly #watchers = new Set<{ plural: string; tell(change: Change): void; expire(): void }>();
  readonly #forbidden = new Set<string>();
  readonly #asked: { plural: string; isWatch: boolean }[] = [];
  readonly #lines = new Map<string, string[]>();
  readonly #followers = new Set<{ container: string; response: ServerResponse }>();

  controls(): Omit<SmallCluster, 'server' | 'kubeconfig' | 'token' | 'close'> {
    return {
      find: (kind, name) =>
        [...this.#objects.values()].find(({ object }) => object.kind === kind && object.metadata['name'] === name)
          ?.object,
      put: (object) => this.#change(this.#objects.has(keyOf(object)) ? 'MODIFIED' : 'ADDED', object),
      remove: (object) => this.#change('DELETED', object),
      print: (container, ...lines) => {
        this.#lines.set(container, [...(this.#lines.get(container) ?? []), ...lines]);
        for (const each of this.#followers)
          if (each.container === container) each.response.write(`${lines.join('\n')}\n`);
      },
      endLogs: () => {
        for (const { response } of this.#followers) response.end();
      },
      compact: () => {
        this.#oldest = this.#version + 1;
        this.#version += 10;
        this.#changes = [];
        for (const watcher of this.#watchers) watcher.expire();
      },
      forbid: (plural) => {
        this.#forbidden.add(plural);
        for (const watcher of this.#watchers) if (watcher.plural === plural) watcher.expire();
      },
      watches: (plural) => [...this.#watchers].filter((watcher) => watcher.plural === plural).length,
      asked: (plural) => {
        const own = this.#asked.filter((each) => each.plural === plural);
        return {
          lists: own.filter(({ isWatch }) => !isWatch).length,
          watches: own.filter(({ isWatch }) => isWatch).length,
        };
      },
    };
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'https://small');
    const discovered = this.#discovery[url.pathname];
    const [, namespace, plural = '', name, part] = place.exec(url.pathname) ?? [];
    if (discovered !== undefined) send(response, 200, discovered);
    else if (this.#forbidden.has(plural))
      refuse(response, 403, `${plural} is forbidden: User "reader" cannot list resource "${plural}"`);
    else if (part === 'log') this.#log(url, response);
    else if (request.method === 'PATCH') this.#apply(request, response);
    else if (name !== undefined) this.#one({ plural, namespace, name }, request, response);
    else this.#many({ plural, namespace }, url, response);
  }

  #many(of: { plural: string; namespace: string | undefined }, { searchParams }: URL, response: ServerResponse): void {
    const { plural, namespace } = of;
    const isWatch = searchParams.get('watch') === 'true';
    this.#asked.push({ plural, isWatch });
    if (isWatch) {
      this.#watch({ ...of, from: Number(searchParams.get('resourceVersion')) }, response);
      return;
    }
    const items = [...this.#objects.values()]
      .filter((each) => each.plural === plural && isIn(each.object, namespace))
      .map(({ object }) => object);
    send(response, 200, { kind: 'List', metadata: { resourceVersion: String(this.#version) }, items });
  }

  #apply(request: IncomingMessage, response: ServerResponse): void {
    void json(request).then((body) => {
      const given = body as KubernetesObject;
      const there = this.#objects.get(keyOf(given))?.object;
      const metadata = { uid: randomUUID(), creationTimestamp: new Date().toISOString(), ...there?.metadata };
      const status = there === undefined ? {} : { status: there['status'] ?? {} };
      const isDry = request.url?.includes('dryRun') === true;
      const object = { ...status, ...given, metadata: { ...metadata, ...given.metadata } };
      if (!isDry) this.#change(there === undefined ? 'ADDED' : 'MODIFIED', object);
      send(response, 200, this.#objects.get(keyOf(given))?.object ?? object);
    });
  }

  #one(
    wanted: { plural: string; namespace: string | undefined; name: string },
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const found = [...this.#objects.values()].find(
      ({ plural, object }) =>
        plural === wanted.plural && object.metadata['name'] === wanted.name && isIn(object, wanted.namespace),
    );
    if (found === undefined) refuse(response, 404, `${wanted.plural} "${wanted.name}" not found`);
    else {
      if (request.method === 'DELETE') this.#change('DELETED', found.object);
      send(response, 200, found.object);
    }
  }

  #watch(
    { plural, namespace, from }: { plural: string; namespace: string | undefined; from: number },
    response: ServerResponse,
  ): void {
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    const tell = (change: Change): void => {
      if (change.plural !== plural || !isIn(change.object, namespace)) return;
      response.write(`${JSON.stringify({ type: change.type, object: change.object })}\n`);
    };
    const expire = (): void => {
      const object = {
        kind: 'Status',
        status: 'Failure',
        code: 410,
        reason: 'Expired',
        message: 'too old resource version',
      };
      response.end(`${JSON.stringify({ type: 'ERROR', object })}\n`);
    };
    if (from < this.#oldest) {
      expire();
      return;
    }
    const watcher = {
      ...{ plural, tell },
      expire: () => {
        this.#watchers.delete(watcher);
        expire();
      },
    };
    this.#watchers.add(watcher);
    response.on('close', () => this.#watchers.delete(watcher));
    for (const change of this.#changes) if (change.version > from) tell(change);
  }

  #log({ searchParams }: URL, response: ServerResponse): void {
    const container = searchParams.get('container') ?? '';
    const name = searchParams.get('previous') === 'true' ? `${container} before` : container;
    const tail = Number(searchParams.get('tailLines') ?? 0);
    const lines = this.#lines.get(name) ?? [];
    response.writeHead(200, { 'content-type': 'text/plain' }).flushHeaders();
    const shown = tail > 0 ? lines.slice(-tail) : lines;
    if (shown.length > 0) response.write(`${shown.join('\n')}\n`);
    if (searchParams.get('follow') !== 'true') {
      response.end();
      return;
    }
    const follower = { container: name, response };
    this.#followers.add(follower);
    response.on('close', () => this.#followers.delete(follower));
  }

  #change(type: string, given: KubernetesObject): void {
    const plural = this.#plurals.get(`${given.apiVersion} ${given.kind}`);
    if (plural === undefined) throw new Error(`The small cluster serves no ${given.kind} of ${given.apiVersion}.`);
    this.#version += 1;
    const object = { ...given, metadata: { ...given.metadata, resourceVersion: String(this.#version) } };
    if (type === 'DELETED') this.#objects.delete(keyOf(object));
    else this.#objects.set(keyOf(object), { plural, object });
    const change = { type, plural, object, version: this.#version };
    this.#changes.push(change);
    for (const watcher of this.#watchers) watcher.tell(change);
  }
}

function keyOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${String(metadata['namespace'])}/${String(metadata['name'])}`;
}

function isIn({ metadata }: KubernetesObject, namespace: string | undefined): boolean {
  return namespace === undefined || metadata['namespace'] === namespace;
}

function refuse(response: ServerResponse, code: number, message: string): void {
  const reasons: Record<number, string> = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'NotFound' };
  const status: JsonObject = {
    apiVersion: 'v1',
    kind: 'Status',
    status: 'Failure',
    reason: reasons[code] ?? '',
    code,
    message,
  };
  send(response, code, status);
}

function send(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
