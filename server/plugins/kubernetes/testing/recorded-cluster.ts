import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createEgress } from '../../../security/egress/egress.ts';
import type { ClusterAccess, ClusterRequest } from '../client/cluster-access.ts';
import { createClusterClient } from '../client/create-cluster-client.ts';
import { readKubeconfig } from '../client/kubeconfig.ts';
import { sendOverNetwork } from '../client/send-over-network.ts';
import { Live } from './live.ts';
import { NamesOfRun } from './names-of-run.ts';
import { makeNamespace, removeNamespace } from './namespaces.ts';
import { readDiscovery, readRecording, writeDiscovery, writeRecording } from './recording.ts';
import { renumber } from './renumber.ts';
import { Replay } from './replay.ts';
import { hidden } from './scrub.ts';
import { startTlsServer } from './tls-server.ts';

/** A request as it came. */
export interface Incoming {
  method: ClusterRequest['method'];
  path: string;
  body: string;
  contentType: string | undefined;
  /** One that the cluster gave away; null: that of the test, which may do everything. */
  token: string | null;
  /** Aborted when the client does not wait any more. */
  signal: AbortSignal;
}

/** A real server or a recording of one. */
export interface Answering {
  answer(incoming: Incoming, response: ServerResponse): Promise<void>;
  /** Throws when the recording does not fit. */
  finish(): void;
}

/** An API server for a test. */
export interface RecordedCluster {
  /** `https://127.0.0.1:PORT`. */
  server: string;
  /** PEM. */
  authority: string;
  token: string;
  /** The text of a kubeconfig with the three. */
  kubeconfig: string;
  /** Lets the product ask it, and wait no longer for what was recorded than it must. */
  env: Readonly<Record<string, string>>;
  /** A real server answers. */
  isLive: boolean;
  /** Says that `value`, which is other in each run, is kept as `{{name}}`; before it is part of a request. */
  name(name: string, value: string): void;
  /** Makes a namespace for the test, empty and ready; it is removed at the end. Not part of the recording. */
  makeNamespace(name: string): Promise<void>;
  /** Ends it, and writes the recording. Throws when one that is played does not fit what was asked. */
  close(): Promise<void>;
}

const token = 'token-of-a-test';
const livePace = { GANTRY_TASK_RETRY_INTERVAL: '1' };
const replayPace = { GANTRY_TASK_RETRY_INTERVAL: '0.02', GANTRY_KUBERNETES_PAUSE_MS: '10' };
const addresses = ['*', 'http://127.0.0.0/8', 'http://10.0.0.0/8', 'http://172.16.0.0/12', 'http://192.168.0.0/16'];

/**
 * Starts an API server on loopback: a door to the real one of GANTRY_TEST_KUBECONFIG, which keeps all that goes through
 * it as `recordings/NAME.json` (unless GANTRY_TEST_RECORD is 0), or else that recording, played strictly: what was not
 * recorded is answered by 501, and whatever does not fit makes `close` throw.
 */
export async function startRecordedCluster(name: string): Promise<RecordedCluster> {
  const { GANTRY_TEST_KUBECONFIG: file, GANTRY_TEST_RECORD: record } = process.env;
  const names = new NamesOfRun();
  const tokens = new Set([token, hidden]);
  const discovery = readDiscovery();
  const namespaces = new Set<string>();
  const access = file ? await readKubeconfig(readFileSync(file, 'utf8'), { name: file, readFile: readText }) : null;
  const direct = access === null ? null : createClusterClient({ access, send: sendTo(access) });
  const live =
    access === null
      ? null
      : new Live({
          ...{ names, discovery, send: sendTo(access), onToken: (one: string) => tokens.add(one) },
          sendAs: (one) => sendTo(accessAs(access, one)),
        });
  const answering = live ?? new Replay({ name, names, discovery, recording: readRecording(name) });
  const server = await startTlsServer((request, response) => answerOne(answering, tokens, { request, response }));
  const url = `https://127.0.0.1:${server.port}`;
  return {
    ...{ server: url, token, isLive: live !== null, authority: server.authority },
    kubeconfig: kubeconfigOf(url, server.authority),
    env: { GANTRY_KUBERNETES_HOSTS: '127.0.0.1', ...(live === null ? replayPace : livePace) },
    name: (alias, value) => names.add(alias, value),
    makeNamespace: async (namespace) => {
      if (direct === null) return;
      namespaces.add(namespace);
      await makeNamespace(direct, namespace);
    },
    close: async () => {
      if (direct !== null) for (const namespace of namespaces) await removeNamespace(direct, namespace);
      await server.close();
      answering.finish();
      if (live === null || record === '0') return;
      const recording = renumber(live.recording(versionIn(discovery)));
      if (recording.exchanges.length > 0) writeRecording(name, recording);
      writeDiscovery(discovery);
    },
  };
}

async function readText(path: string): Promise<string> {
  return readFileSync(path, 'utf8');
}

function sendTo(access: ClusterAccess) {
  return sendOverNetwork(access, createEgress(addresses, 'It is the server of the tests.'));
}

/** The same server as another account. */
function accessAs(access: ClusterAccess, other: string): ClusterAccess {
  const tls = { ...access.tls, certificate: null, key: null };
  return { ...access, tls, authorization: `Bearer ${other}` };
}

async function answerOne(
  answering: Answering,
  tokens: ReadonlySet<string>,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const stop = new AbortController();
  response.once('close', () => stop.abort());
  const body = (await buffer(request)).toString('utf8');
  const { authorization = '', 'content-type': contentType } = request.headers;
  const own = authorization.replace(/^Bearer /, '');
  if (!tokens.has(own)) {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end('{"kind":"Status","apiVersion":"v1","status":"Failure","message":"Unauthorized","code":401}');
    return;
  }
  const method = (request.method ?? 'GET') as ClusterRequest['method'];
  const of = { method, path: request.url ?? '/', token: own === token ? null : own };
  await answering.answer({ ...of, body, contentType, signal: stop.signal }, response);
}

function kubeconfigOf(server: string, authority: string): string {
  return `apiVersion: v1
kind: Config
clusters: [{ name: test, cluster: { server: "${server}", certificate-authority-data: ${Buffer.from(authority).toString('base64')} } }]
users: [{ name: test, user: { token: ${token} } }]
contexts: [{ name: test, context: { cluster: test, user: test } }]
current-context: test
`;
}

function versionIn(discovery: Record<string, unknown>): string {
  const said = discovery['/version'];
  const version = typeof said === 'object' && said !== null && 'gitVersion' in said ? String(said.gitVersion) : '';
  return version === '' ? 'not asked' : version;
}
