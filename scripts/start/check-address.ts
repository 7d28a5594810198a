import { createServer } from 'node:net';
import { StartError } from './start-error.ts';

/**
 * Finds out before the long part of the start whether the address can be had.
 * @throws StartError saying what is in the way
 */
export async function checkAddress(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen(port, host, resolve);
    });
  } catch (error) {
    throw new StartError(explain(error, host, port));
  } finally {
    await new Promise((resolve) => probe.close(resolve));
  }
}

function explain(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is in use by another program. End that one, or choose another port: PORT=${port + 1} npm start`;
  }
  if (code === 'EACCES') return `Port ${port} is reserved for root. Choose one above 1023 in PORT.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `This machine has no address ${host}. Correct GANTRY_HOST, or leave it unset for 127.0.0.1.`;
  }
  return `Nothing can listen on ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`;
}
