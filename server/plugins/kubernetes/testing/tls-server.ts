import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type CertificateWishes, makeCertificates } from './certificates.ts';

export interface TlsServer {
  port: number;
  /** PEM. */
  authority: string;
  close(): Promise<void>;
}

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A server of a test with a certificate of its own; `address` is what it listens on (default: loopback). */
export async function startTlsServer(
  handle: Handle,
  { address = '127.0.0.1', ...wishes }: CertificateWishes & { address?: string } = {},
): Promise<TlsServer> {
  const { authority, certificate, key } = await makeCertificates(wishes);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await handle(request, response);
    } catch (error) {
      response.destroy(error instanceof Error ? error : undefined);
    }
  };
  const server = createServer({ cert: certificate, key }, (request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ port, authority },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
