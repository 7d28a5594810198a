import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { sendJson } from './exchange.ts';

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;
export type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

/** A server that listens at once and answers "starting" until it is given its handlers. */
export interface HttpServer {
  port: number;
  serve(listener: RequestListener, upgrade: UpgradeListener | null): void;
  /** Stops listening, lets answers that are under way finish for a moment, then drops what is left. */
  close(): Promise<void>;
}

/** How long answers may take to finish once the server closes; the whole product ends within 5 s. */
const graceMs = 1_000;

/** Throws the system's error when the address cannot be had (EADDRINUSE, EADDRNOTAVAIL, EACCES). */
export async function openHttpServer(host: string, port: number): Promise<HttpServer> {
  let listener: RequestListener = async (_request, response) => {
    response.setHeader('Retry-After', '2');
    sendJson(response, 503, { status: 'starting', problem: null });
  };
  let upgrade: UpgradeListener | null = null;
  const server = createServer(
    { keepAliveTimeout: 30_000, requestTimeout: 120_000, headersTimeout: 20_000 },
    (request, response) => {
      void listener(request, response);
    },
  );
  server.on('upgrade', (request, socket, head) => {
    if (upgrade === null) socket.destroy();
    else void upgrade(request, socket, head).catch(() => socket.destroy());
  });
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    serve(nextListener, nextUpgrade) {
      listener = nextListener;
      upgrade = nextUpgrade;
    },
    close: () => closeServer(server),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const drop = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(drop);
      resolve();
    });
    server.closeIdleConnections();
  });
}
