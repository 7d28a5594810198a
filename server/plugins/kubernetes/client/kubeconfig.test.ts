import { expect, test } from 'vitest';
import { readKubeconfig } from './kubeconfig.ts';

const pem = (what: string) => `-----BEGIN ${what}-----\nMAo=\n-----END ${what}-----\n`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

interface Parts {
  cluster?: string;
  user?: string;
  context?: string;
  current?: string;
}

function config({ cluster = 'server: https://10.0.0.1:6443', user = 'token: abc', context = '', current }: Parts) {
  return `
apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {${cluster}}}]
users: [{name: u, user: {${user}}}]
contexts:
- name: x
  context: {cluster: c, user: u${context}}
- name: y
  context: {cluster: none, user: u}
${current === undefined ? 'current-context: x' : current}
`;
}

const read = (parts: Parts, context?: string) =>
  readKubeconfig(config(parts), {
    ...{ name: 'the kubeconfig', readFile: null },
    ...(context === undefined ? {} : { context }),
  });

test('server, token, namespace and TLS are read', async () => {
  const access = await read({
    cluster: `server: "https://api.example:6443/k", certificate-authority-data: ${base64(pem('CERTIFICATE'))}, tls-server-name: kubernetes`,
    user: `client-certificate-data: ${base64(pem('CERTIFICATE'))}, client-key-data: ${base64(pem('PRIVATE KEY'))}`,
    context: ', namespace: shop',
  });
  expect(access).toEqual({
    server: new URL('https://api.example:6443/k'),
    tls: {
      authorities: pem('CERTIFICATE'),
      certificate: pem('CERTIFICATE'),
      key: pem('PRIVATE KEY'),
      insecure: false,
      serverName: 'kubernetes',
    },
    authorization: null,
    namespace: 'shop',
    connect: null,
  });
  expect((await read({})).authorization).toBe('Bearer abc');
  expect((await read({ user: 'username: me, password: pass' })).authorization).toBe(`Basic ${base64('me:pass')}`);
  expect((await read({ cluster: 'server: "https://a", insecure-skip-tls-verify: true' })).tls.insecure).toBe(true);
});

test.each([
  ['exec', { user: 'exec: {command: aws}' }, 'signs in by exec, which would run a program'],
  ['auth-provider', { user: 'auth-provider: {name: gcp}' }, 'kubectl create token'],
  ['a file', { user: 'client-certificate: /etc/a.crt' }, 'names the file "/etc/a.crt" (client-certificate)'],
  ['no server', { cluster: 'x: y' }, 'The server in the kubeconfig is not given. Write it as https://'],
  ['no PEM', { user: 'client-key-data: abcd' }, 'client-key-data of the kubeconfig is no certificate or key'],
  ['a proxy', { cluster: 'server: "https://a", proxy-url: "http://p"' }, 'names a proxy'],
  ['no context', { current: '' }, 'does not say which of its contexts to use. Set current-context to one of: x, y.'],
  ['a wrong context', { current: 'current-context: z' }, 'has no context "z"'],
])('%s is refused with a way out', async (_name, parts, message) => {
  await expect(read(parts)).rejects.toThrow(message);
});

test('another context may be named; its cluster must be there', async () => {
  await expect(read({}, 'y')).rejects.toThrow('has no cluster "none". Name one of: c.');
});

test("an administrator's own file may name others", async () => {
  const readFile = async (path: string) => `${pem('CERTIFICATE')}${path}`;
  const text = config({ user: 'client-certificate: a.crt, client-key: a.key, tokenFile: t' });
  const access = await readKubeconfig(text, { name: 'file', readFile });
  expect(access.tls.certificate).toContain('a.crt');
  expect(access.authorization).toContain('Bearer -----BEGIN');
});

test('what is no kubeconfig is refused', async () => {
  await expect(readKubeconfig('hello', { name: 'kubeconfig', readFile: null })).rejects.toThrow('is no kubeconfig');
  await expect(readKubeconfig('a: [', { name: 'kubeconfig', readFile: null })).rejects.toThrow('kubeconfig, line 1');
});
