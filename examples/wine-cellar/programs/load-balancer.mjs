import { readdirSync, readFileSync } from 'node:fs';
import { request as send } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listen, log, reply } from './listen.mjs';

// Every file in backends/ names an application server; they come and go while this program runs.
const folder = join(fileURLToPath(new URL('.', import.meta.url)), 'backends');
let turn = 0;

function findBackends() {
  try {
    const names = readdirSync(folder).filter((name) => !name.startsWith('.'));
    return names.map((name) => readFileSync(join(folder, name), 'utf8').trim());
  } catch {
    return [];
  }
}

function forward(backend, incoming, outgoing) {
  return new Promise((resolve, reject) => {
    const { method, headers, url } = incoming;
    const request = send(new URL(url, backend), { method, headers, timeout: 5000 }, (response) => {
      outgoing.writeHead(response.statusCode, response.headers);
      response.pipe(outgoing);
      response.on('end', resolve);
    });
    request.on('timeout', () => request.destroy(new Error('no answer')));
    request.on('error', reject);
    request.end();
  });
}

listen(async (incoming, outgoing) => {
  if (incoming.method !== 'GET') return reply(outgoing, { status: 405, body: 'Only GET is served here.\n' });
  const backends = findBackends();
  turn += 1;
  for (const index of backends.keys()) {
    try {
      return await forward(backends[(turn + index) % backends.length], incoming, outgoing);
    } catch (error) {
      log(error.message);
      if (outgoing.headersSent) return outgoing.destroy();
    }
  }
  reply(outgoing, { status: 503, body: 'No application server answers.\n' });
});
