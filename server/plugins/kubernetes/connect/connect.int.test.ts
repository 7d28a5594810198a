import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { NodeAndInstance } from '../../../../core/ports/operation.ts';
import type { IsolatedHost, SshHosts } from '../../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../../e2e/hosts/ssh-hosts.ts';
import type { Hosts } from '../../../hosts/hosts.ts';
import { MemoryContext, nodeAndInstance } from '../../../hosts/testing/memory-context.ts';
import { makeHosts } from '../../../hosts/testing/rig.ts';
import { createEgress } from '../../../security/egress/egress.ts';
import type { Clusters } from '../parts.ts';
import { startTlsServer, type TlsServer } from '../testing/tls-server.ts';
import { createClusters } from './clusters.ts';

let hosts: Hosts;
let server: TlsServer;
let machines: SshHosts | null = null;
/** The address of this machine, as the master sees it. */
let here = '127.0.0.1';
const token = 'secret-token';

beforeAll(async () => {
  if (process.getuid?.() === 0) {
    machines = await startSshHosts(1);
    here = (machines.hosts[0]?.address ?? '').replace(/\d+$/, '1');
  }
  hosts = makeHosts();
  const names = `IP:${here},IP:127.0.0.1`;
  server = await startTlsServer(
    (request, response) => {
      const isKnown = request.headers.authorization === `Bearer ${token}`;
      response.writeHead(isKnown ? 200 : 401).end(JSON.stringify({ gitVersion: 'v1.20.2' }));
    },
    { names, address: '0.0.0.0' },
  );
});
afterAll(async () => {
  await hosts.close();
  await server.close();
  await machines?.close();
});

let context: MemoryContext;
beforeEach(() => {
  context = new MemoryContext();
});

const clusters = (...allowed: string[]): Clusters =>
  createClusters({ hosts, egress: createEgress(allowed, 'Ask the administrator.', 'ask') });

const kubeconfig = (address: string): string =>
  JSON.stringify({
    clusters: [
      {
        name: 'c',
        cluster: {
          server: `https://${address}:${server.port}`,
          'certificate-authority-data': Buffer.from(server.authority).toString('base64'),
        },
      },
    ],
    users: [{ name: 'u', user: { token } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
  });

function relate(source: NodeAndInstance, target: NodeAndInstance, type: string): void {
  source.instance.relationships = [
    ...source.instance.relationships,
    { type, target_name: target.node.name, target_id: target.instance.id },
  ];
  context.others.set(target.instance.id, target);
}

function typed(node: NodeAndInstance, type: string): NodeAndInstance {
  return { ...node, node: { ...node.node, type: 'my.Type', type_hierarchy: ['cloudify.nodes.Root', type, 'my.Type'] } };
}

const configured = (configuration: JsonObject): NodeAndInstance =>
  nodeAndInstance('app', { client_config: { configuration } });

const versionOf = async (found: Clusters) => (await (await found.of(context)).version())['gitVersion'];

test('each configuration variant leads to the cluster; the first that says something is used', async () => {
  context.files.set('files/kube.yaml', kubeconfig('127.0.0.1'));
  context.files.set('files/ca.pem', server.authority);
  const options = (ca: string) => ({ host: `127.0.0.1:${server.port}`, api_key: token, ssl_ca_cert: ca });
  const variants: JsonObject[] = [
    { blueprint_file_name: 'files/kube.yaml', api_options: { host: 'https://nowhere.invalid' } },
    { blueprint_file_name: '', file_content: kubeconfig('127.0.0.1') },
    { file_content: JSON.parse(kubeconfig('127.0.0.1')) as JsonObject },
    { api_options: options('files/ca.pem') },
    { api_options: options(server.authority) },
    { api_options: { ...options(''), verify_ssl: 'false' } },
  ];
  for (const variant of variants) {
    context.self = configured(variant);
    expect(await versionOf(clusters('127.0.0.1'))).toBe('v1.20.2');
  }
  expect(context.logs.map(({ text }) => text)).toEqual([
    `The certificate of https://127.0.0.1:${server.port} is not checked, as its configuration says.`,
  ]);
});

test('a node without a configuration takes that of its master', async () => {
  context.self = nodeAndInstance('app', {});
  const master = nodeAndInstance('master', { configuration: { file_content: kubeconfig('127.0.0.1') } });
  relate(context.self, master, 'cloudify.kubernetes.relationships.managed_by_master');
  expect(await versionOf(clusters('127.0.0.1'))).toBe('v1.20.2');
});

test.each<[string, JsonObject, string]>([
  ['no file', { blueprint_file_name: 'none' }, 'The blueprint has no file "none"'],
  ['a file of this server', { manager_file_path: '/etc/passwd' }, 'cannot be read. Store the kubeconfig as a secret'],
  ['a host that is none', { api_options: { host: 'ftp://a' } }, 'api_options.host of app is "ftp://a"'],
])('%s is refused with a way out', async (_name, configuration, message) => {
  context.self = configured(configuration);
  await expect(clusters().of(context)).rejects.toMatchObject({
    ...{ name: 'NonRecoverableError', message: expect.stringContaining(message) },
  });
});

test('an account of a cloud is refused unless something else signs in', async () => {
  const account = { authentication: { gcp_service_account: '{}' } };
  context.self = nodeAndInstance('app', {
    client_config: { configuration: { api_options: { host: 'https://127.0.0.1' } }, ...account },
  });
  await expect(clusters().of(context)).rejects.toThrow('signs in with an account of Google (gcp_service_account)');
  context.self = nodeAndInstance('app', {
    client_config: { configuration: { file_content: kubeconfig('127.0.0.1') }, ...account },
  });
  expect(await versionOf(clusters('127.0.0.1'))).toBe('v1.20.2');
});

test('a node that tells of no cluster is refused', async () => {
  context.self = nodeAndInstance('app', {});
  await expect(clusters().of(context)).rejects.toThrow(
    'app does not say which cluster it belongs to. Give it client_c',
  );
});

test('a cluster on hosts needs a way to sign in; a secret is one', async () => {
  context.self = nodeAndInstance('app', {}, { master_ip: '127.0.0.1', master_port: 8080 });
  await expect(clusters('127.0.0.1').of(context)).rejects.toThrow(
    'Store its kubeconfig as the secret "kubeconfig-127.0.0.1"',
  );
  context.secrets.set('kubeconfig-127.0.0.1', kubeconfig('localhost'));
  expect(await versionOf(clusters('127.0.0.1'))).toBe('v1.20.2');
});

test("a proxy's URL says where the cluster is, in every form", async () => {
  context.secrets.set('kubeconfig-127.0.0.1', kubeconfig('127.0.0.1'));
  const info = (url: string) => ({ kubernetes_info: { url } });
  const kept: JsonObject[] = [
    info('http://127.0.0.1:8080'),
    info('https://127.0.0.1'),
    { kubernetes_info: { value: { url: '127.0.0.1:6443' } } },
    { deployment: { outputs: info('https://127.0.0.1:6443/') } },
  ];
  for (const runtimeProperties of kept) {
    context.self = nodeAndInstance('proxy', {}, runtimeProperties);
    expect(await versionOf(clusters('127.0.0.1'))).toBe('v1.20.2');
  }
});

describe.skipIf(process.getuid?.() !== 0)('a master reached by SSH (needs root for a machine of its own)', () => {
  let master: NodeAndInstance;
  beforeEach(async () => {
    const [machine] = (machines?.hosts ?? []) as IsolatedHost[];
    if (machine === undefined) throw new Error('no machine');
    const folder = '/etc/kubernetes';
    const content = Buffer.from(kubeconfig(here)).toString('base64');
    await machine.inside(
      `mkdir -p ${folder} && echo ${content} | base64 -d >${folder}/admin.conf && chmod 600 ${folder}/admin.conf`,
    );
    master = typed(
      nodeAndInstance(
        'master',
        {
          ...{ ssh_username: machine.user, ssh_keyfilename: machine.privateKey, ssh_port: machine.port },
          ...{ host_key: machine.fingerprint, master_port: 8080 },
        },
        { ip: machine.address },
      ),
      'cloudify.kubernetes.Master',
    );
    context.self = nodeAndInstance('app', {});
    relate(context.self, master, 'cloudify.kubernetes.relationships.connected_to_master');
  });

  test("the administrator's kubeconfig is read with sudo, and the API asked over the network", async () => {
    expect(await versionOf(clusters(here))).toBe('v1.20.2');
    expect(context.logs).toEqual([]);
  });

  test('an API that is not reached directly is asked through SSH', async () => {
    expect(await versionOf(clusters())).toBe('v1.20.2');
    expect(context.logs.map(({ text }) => text).join()).toMatch(
      /^The API at https:.* is reached through SSH to cellar@/,
    );
  });

  test('a master without a kubeconfig is told', async () => {
    const [machine] = (machines?.hosts ?? []) as IsolatedHost[];
    await machine?.inside('rm /etc/kubernetes/admin.conf');
    await expect(clusters(here).of(context)).rejects.toThrow(/has no kubeconfig that this account may read/);
  });
});
