import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFetchGuarded } from './fetch-guarded.ts';

let server: Server;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = request.url ?? '';
    if (url === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
    else if (url === '/once') response.writeHead(301, { location: '/file' }).end();
    else if (url === '/large') response.end(Buffer.alloc(11 * 1024 * 1024));
    else if (url === '/file') response.end('content');
    else response.writeHead(404).end('no');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const textOf = (content: Uint8Array) => Buffer.from(content).toString();

test('a listed host is fetched from, over redirections', async () => {
  const fetchGuarded = createFetchGuarded(['http://127.0.0.0/8']);
  expect(textOf((await fetchGuarded(`${base}/file`)).content)).toBe('content');
  expect(textOf((await fetchGuarded(`${base}/once`)).content)).toBe('content');
  expect((await fetchGuarded(`${base}/none`)).status).toBe(404);
  await expect(fetchGuarded(`${base}/loop`)).rejects.toThrow('more than 3 redirections');
  await expect(fetchGuarded(`${base}/away`)).rejects.toThrow('169.254.169.254 is not among the hosts');
  await expect(fetchGuarded(`${base}/large`)).rejects.toThrow('has more than 10 MB');
});

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://169.254.169.254/latest/meta-data/',
  'https://localhost/',
  'https://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'no url',
])('nothing is fetched from %s unless it is listed', async (url) => {
  await expect(createFetchGuarded([])(url)).rejects.toMatchObject({ name: 'EgressRefusal' });
});

test('a listed name that leads inside is refused', async () => {
  await expect(createFetchGuarded(['http://localhost'])('http://localhost/')).rejects.toThrow('is no public address');
});

test('http needs to be allowed', async () => {
  await expect(createFetchGuarded(['127.0.0.1'])(`${base}/file`)).rejects.toThrow('by https only');
});
