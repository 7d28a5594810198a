import { once } from 'node:events';
import { createServer as createPlainServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createEgress } from '../../../security/egress/egress.ts';
import { startTlsServer, type TlsServer } from '../testing/tls-server.ts';
import type { ClusterAccess } from './cluster-access.ts';
import type { ClusterClient } from './cluster-client.ts';
import { createClusterClient } from './create-cluster-client.ts';
import { sendOverNetwork } from './send-over-network.ts';

/* What can lie between this product and an API server, each with what is said of it. */

const ending: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

interface Wishes {
  authority?: string | null;
  allowed?: string[];
  tls?: Partial<ClusterAccess['tls']>;
  connect?: ClusterAccess['connect'];
  patience?: Parameters<typeof sendOverNetwork>[2];
}

function clientOf(
  server: string,
  { authority = null, allowed, tls, connect: way, patience }: Wishes = {},
): ClusterClient {
  const access: ClusterAccess = {
    server: new URL(server),
    tls: { ...{ authorities: authority, certificate: null, key: null, insecure: false, serverName: null }, ...tls },
    ...{ authorization: null, namespace: 'default', connect: way ?? null },
  };
  const egress = createEgress(allowed ?? ['127.0.0.1', 'localhost', 'absent.invalid'], 'Ask the administrator.', 'ask');
  return createClusterClient({ access, send: sendOverNetwork(access, egress, patience) });
}

async function tlsServer(...given: Parameters<typeof startTlsServer>): Promise<TlsServer & { url: string }> {
  const server = await startTlsServer(...given);
  ending.push(() => server.close());
  return { ...server, url: `https://127.0.0.1:${server.port}` };
}

/** Takes connections and says nothing. */
async function silentServer(): Promise<string> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ending.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const version = { major: '1' };
const answerVersion: Parameters<typeof startTlsServer>[0] = (_request, response) => {
  response.end(JSON.stringify(version));
};

test('a server with a certificate of its own authority is asked, over one connection', async () => {
  const connections = new Set<unknown>();
  const { url, authority } = await tlsServer((request, response) => {
    connections.add(request.socket);
    response.end(JSON.stringify(version));
  });
  const client = clientOf(url, { authority });
  for (let index = 0; index < 30; index += 1) expect(await client.version()).toEqual(version);
  expect(connections.size).toBe(1);
});

test('another way than the network may lead there', async () => {
  const { url, authority, port } = await tlsServer(answerVersion);
  const way = async () => connect(port, '127.0.0.1');
  expect(await clientOf(url, { authority, allowed: [], connect: way }).version()).toEqual(version);
});

test('an address that is not allowed, an authority that is not known, a key that is none', async () => {
  const { url } = await tlsServer(answerVersion);
  const faultOf = (wishes: Wishes) => clientOf(url, wishes).version().catch(String);
  expect(await faultOf({ allowed: [] })).toMatch(
    /127\.0\.0\.1 is not among the hosts that may be asked. Ask the administrator/,
  );
  expect(await faultOf({})).toMatch(/signed by an authority that is not known here.*ssl_ca_cert/);
  expect(await faultOf({ tls: { key: 'x', certificate: 'y' } })).toMatch(/certificate or key .* cannot be read/);
});

test('a certificate for another name is told, and that name may be given', async () => {
  const { url, authority } = await tlsServer(answerVersion, { names: 'DNS:kubernetes' });
  await expect(clientOf(url, { authority }).version()).rejects.toMatchObject({
    ...{
      reason: 'certificate',
      message: expect.stringMatching(/its certificate is for DNS:kubernetes.*tls-server-name/),
    },
  });
  expect(await clientOf(url, { authority, tls: { serverName: 'kubernetes' } }).version()).toEqual(version);
  expect(await clientOf(url, { tls: { insecure: true } }).version()).toEqual(version);
});

test('an expired certificate', async () => {
  const { url, authority } = await tlsServer(answerVersion, { days: -1 });
  await expect(clientOf(url, { authority }).version()).rejects.toMatchObject({
    ...{ reason: 'certificate', detail: `${url} is not trusted: its certificate has expired.` },
  });
});

test('nothing listens there, and a name without an address', async () => {
  const { url, close } = await startTlsServer(answerVersion).then((server) => ({
    ...server,
    url: `https://127.0.0.1:${server.port}`,
  }));
  await close();
  await expect(clientOf(url).version()).rejects.toMatchObject({
    ...{ reason: 'no answer', detail: `${url} cannot be reached: nothing listens there.` },
  });
  await expect(clientOf('https://absent.invalid:6443').version()).rejects.toMatchObject({ reason: 'no answer' });
});

test('a plain http server where TLS is expected, and the other way it must be allowed', async () => {
  const server = createPlainServer((_request, response) => response.end(JSON.stringify(version)));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ending.push(() => void server.close());
  const { port } = server.address() as AddressInfo;
  await expect(clientOf(`https://127.0.0.1:${port}`).version()).rejects.toMatchObject({
    ...{ reason: 'certificate', message: expect.stringContaining('it does not speak TLS on that port') },
  });
  await expect(clientOf(`http://127.0.0.1:${port}`).version()).rejects.toMatchObject({ reason: 'refused address' });
  const plain = clientOf(`http://127.0.0.1:${port}`, { allowed: ['http://127.0.0.1'] });
  expect(await plain.version()).toEqual(version);
});

test('a server that never answers', async () => {
  const url = await silentServer();
  await expect(clientOf(url, { patience: { connect: 300, answer: 30_000 } }).version()).rejects.toMatchObject({
    ...{ reason: 'no answer', detail: `${url} cannot be reached: it does not answer within 0.3 s.` },
  });
  const { url: slow, authority } = await tlsServer(() => undefined);
  const patience = { connect: 30_000, answer: 700 };
  await expect(clientOf(slow, { authority, patience }).version()).rejects.toMatchObject({
    ...{ reason: 'no answer', detail: `${slow} did not answer a request within 0.7 s.` },
  });
});

test('what is no API server is told so', async () => {
  const { url, authority } = await tlsServer((request, response) => {
    if (request.url === '/version') response.end('<html>');
    else response.writeHead(302, { location: '/login' }).end();
  });
  const client = clientOf(url, { authority });
  await expect(client.version()).rejects.toMatchObject({
    message: expect.stringContaining('does not answer as a Kub'),
  });
  await expect(client.resources()).rejects.toMatchObject({ message: expect.stringContaining('elsewhere (302)') });
});

const pods = {
  ...{ apiVersion: 'v1', kind: 'Pod', name: 'pods', singularName: 'pod', shortNames: [], namespaced: true },
};

test('lines of a watch may come in pieces, and a version that is forgotten is gone', async () => {
  const { url, authority } = await tlsServer(async (_request, response) => {
    const event = JSON.stringify({ type: 'ADDED', object: { metadata: { name: 'grün' } } });
    const bytes = Buffer.from(`${event}\n{"type":"ERROR","object":{"code":410,"message":"too old"}}\n`);
    const middle = bytes.indexOf(Buffer.from('ü')) + 1;
    response.write(bytes.subarray(0, middle));
    await once(setImmediateEvent(), 'done');
    response.end(bytes.subarray(middle));
  });
  const client = clientOf(url, { authority });
  const names: unknown[] = [];
  const watching = async () => {
    const { signal } = new AbortController();
    for await (const { object } of client.watch(pods, { namespace: null, resourceVersion: '1', signal })) {
      names.push(object.metadata['name']);
    }
  };
  await expect(watching()).rejects.toMatchObject({ reason: 'gone' });
  expect(names).toEqual(['grün']);
});

function setImmediateEvent(): EventTarget {
  const target = new EventTarget();
  setImmediate(() => target.dispatchEvent(new Event('done')));
  return target;
}
