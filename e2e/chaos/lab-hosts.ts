import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LabHost } from '../../server/lab/lab.ts';
import { createRedactor } from '../../server/security/redaction/redactor.ts';
import { openKeyFile } from '../../server/security/secrets/key-file.ts';
import { createVault } from '../../server/security/secrets/vault.ts';
import { registerLab } from '../../server/services/lab/register-lab.ts';
import type { Product } from './product.ts';

const lab = fileURLToPath(new URL('../../server/lab/main.ts', import.meta.url));

export interface LabPlace {
  /** The first three numbers of the lab hosts' addresses, and their port. */
  network: string;
  port: number;
  /** How many; default: as many as the product has. */
  count?: number;
}

/** Lab hosts in a process of their own, known to the product: their keys are accepted, the secret of their account is stored. */
export async function startLabHosts(product: Product, place: LabPlace): Promise<LabHost[]> {
  const hosts = await startProcess(product, place);
  await register(product, hosts);
  return hosts;
}

async function startProcess(product: Product, { network, port, count }: LabPlace): Promise<LabHost[]> {
  const args = [lab, '--data', product.folder, '--network', network, '--port', String(port)];
  if (count !== undefined) args.push('--count', String(count));
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  product.onClose(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  let said = '';
  for await (const piece of child.stdout.setEncoding('utf8')) {
    said += piece;
    // It prints one line, which may come in pieces, and goes on.
    if (said.endsWith('\n')) return (JSON.parse(said) as { hosts: LabHost[] }).hosts;
  }
  throw new Error('The lab hosts could not be started.');
}

async function register({ database: { db }, dataFolder }: Product, hosts: LabHost[]): Promise<void> {
  const vault = createVault({ db, master: await openKeyFile(dataFolder.secretKey, []), redactor: createRedactor() });
  const clientKey = await readFile(join(dataFolder.lab, 'client_key'), 'utf8');
  const clock = { now: () => Date.now() };
  const ids = { uuid: () => randomUUID(), suffix: (length: number) => randomUUID().slice(0, length) };
  await registerLab({ db, clock, ids, vault }, { hosts, clientKey });
}
