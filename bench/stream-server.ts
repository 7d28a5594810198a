import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDatabase } from '../db/client.ts';
import { openDataFolder } from '../server/data-folder.ts';
import { readEnv } from '../server/env.ts';
import { startServer } from '../server/main.ts';
import { streamedText } from './stream-line.ts';

/* A server in a process of its own, so that its memory is nobody else's: the product without pages, or the plain control. */

/** What the process is asked to be, as its only argument, JSON. */
export type StreamServerOptions =
  | { kind: 'product'; databaseUrl: string; folder: string; env: Record<string, string> }
  /** Sends every reader the same bytes, as the product's messages, whether or not they are read. */
  | { kind: 'control' };

/** What it says once it answers. */
export interface StreamServerReady {
  url: string;
  administrator: { email: string; password: string } | null;
}

const options = JSON.parse(process.argv[2] ?? '') as StreamServerOptions;
process.on('disconnect', () => process.exit());
process.send?.(options.kind === 'product' ? await startProduct(options) : await startControl());

async function startProduct(given: StreamServerOptions & { kind: 'product' }): Promise<StreamServerReady> {
  const database = openDatabase({ url: given.databaseUrl });
  const server = await startServer(
    {
      env: readEnv({ PORT: '0', GANTRY_LAB: '0', GANTRY_WORKER: '0', ...given.env }),
      dataFolder: openDataFolder(given.folder),
      database,
      dev: false,
      version: 'bench',
      say: () => undefined,
    },
    { pages: false },
  );
  process.once('SIGTERM', () => void server.close().then(() => process.exit()));
  process.on('message', (message) => {
    if (message === 'collect') collect();
  });
  return { url: server.url, administrator: server.firstAdministrator };
}

/** Starts with `{ rate, seconds, textBytes }`. */
async function startControl(): Promise<StreamServerReady> {
  const readers = new Set<ServerResponse>();
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(':\n\n');
    readers.add(response);
    response.once('close', () => readers.delete(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.on('message', (message) => {
    if (message === 'collect') collect();
    else sendAll(readers, message as { rate: number; seconds: number; textBytes: number });
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, administrator: null };
}

function sendAll(readers: Set<ServerResponse>, load: { rate: number; seconds: number; textBytes: number }): void {
  const start = performance.now();
  let seq = 0;
  const timer = setInterval(() => {
    const due = Math.min(load.seconds, (performance.now() - start) / 1_000) * load.rate;
    const events = [];
    while (seq < Math.floor(due)) {
      seq += 1;
      events.push({ ...plainEvent, seq, at: new Date().toISOString(), text: streamedText(load.textBytes) });
    }
    if (events.length > 0) {
      const frame = Buffer.from(`data: ${JSON.stringify({ kind: 'events', events })}\nid: ${seq}\n\n\n`);
      for (const reader of readers) reader.write(frame);
    }
    if (seq >= load.rate * load.seconds) clearInterval(timer);
  }, 50);
}

const plainEvent = {
  ...{ type: 'log', level: 'info', instance: null, node: null, operation: null, task: null, attempt: null },
  ...{ stream: null, state: null, error: null },
};

function collect(): void {
  globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  process.send?.({ bytes: heapUsed + external + arrayBuffers });
}
