import { expect, test } from 'vitest';
import { readEnv } from './env.ts';
import { readAllowedHosts } from './security/egress/allowed-hosts.ts';

test('nothing set: loopback only, embedded database, lab hosts', () => {
  expect(readEnv({})).toEqual({
    databaseUrl: null,
    dataDir: null,
    host: '127.0.0.1',
    port: 8420,
    publicUrl: null,
    worker: true,
    lab: { enabled: true, network: '127.0.77', port: 7722 },
    drainSeconds: 25,
    retries: { maxRetries: 60, retryInterval: 15, subgraphRetries: 0 },
    limits: { maxInstances: 10_000, maxTasks: 200_000 },
    agentSocket: null,
    keysFolder: null,
    urlHosts: [],
    importHosts: ['*'],
    address: null,
    kubernetes: {
      hosts: ['*', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'],
      ...{ installer: null, bundle: null, network: null, runtime: null, mayDownload: false },
      pauseMs: 1000,
    },
    crashAt: null,
    given: new Set(),
  });
});

test('the SSH agent of whoever starts the server is used only when they say so', () => {
  expect(readEnv({ SSH_AUTH_SOCK: '/run/agent' }).agentSocket).toBeNull();
  expect(readEnv({ SSH_AUTH_SOCK: '/run/agent', GANTRY_SSH_AGENT: '1' }).agentSocket).toBe('/run/agent');
});

test('which API servers may be asked: public and private addresses, none of this machine', () => {
  const { hosts } = readEnv({}).kubernetes;
  const allowed = readAllowedHosts(hosts);
  const addresses = ['8.8.8.8', '10.1.2.3', '192.168.0.1', 'fd00::1', '127.0.0.1', '::1', '169.254.169.254'];
  expect(addresses.filter(allowed.allowsAddress)).toEqual(addresses.slice(0, 4));
  expect(readEnv({ GANTRY_KUBERNETES_HOSTS: '127.0.0.1' }).kubernetes.hosts).toEqual(['127.0.0.1']);
  expect(() => readEnv({ GANTRY_KUBERNETES_INSTALLER: 'magic' })).toThrow('must be binaries, k3s, kubeadm or existing');
});

test('an empty variable counts as not set', () => {
  expect(readEnv({ PORT: '', GANTRY_DATA_DIR: '' })).toMatchObject({ port: 8420, dataDir: null, given: new Set() });
});

test('hosts that files are fetched from come as a list', () => {
  expect(readEnv({}).urlHosts).toEqual([]);
  expect(readEnv({ GANTRY_URL_HOSTS: 'example.com, http://10.0.0.0/8' }).urlHosts).toEqual([
    'example.com',
    'http://10.0.0.0/8',
  ]);
});

test('people have blueprints fetched from public addresses, or from where the administrator says', () => {
  expect(readEnv({ GANTRY_IMPORT_HOSTS: '*,http://10.0.0.0/8' }).importHosts).toEqual(['*', 'http://10.0.0.0/8']);
  expect(readEnv({ GANTRY_IMPORT_HOSTS: 'none' }).importHosts).toEqual([]);
});

test('a public address loses its trailing slash', () => {
  expect(readEnv({ GANTRY_PUBLIC_URL: 'https://gantry.example.org/' }).publicUrl).toBe('https://gantry.example.org');
});

test.each([
  ['PORT', 'http'],
  ['PORT', '70000'],
  ['GANTRY_LAB', 'no'],
  ['GANTRY_DRAIN_SECONDS', '9999'],
  ['GANTRY_TASK_RETRIES', '-2'],
  ['GANTRY_MAX_TASKS', '0'],
  ['GANTRY_SUBGRAPH_RETRIES', 'many'],
  ['GANTRY_LAB_NETWORK', '10.0.0'],
  ['GANTRY_URL_HOSTS', 'a b'],
  ['GANTRY_URL_HOSTS', '10.0.0.0/99'],
  ['GANTRY_IMPORT_HOSTS', 'git.example.org/path'],
  ['DATABASE_URL', 'mysql://somewhere'],
  ['GANTRY_PUBLIC_URL', 'javascript:alert(1)'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readEnv({ [name]: value })).toThrow(new RegExp(`${name}: must`));
});
