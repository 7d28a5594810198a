import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findServerProcesses } from '../embedded/postmaster.ts';
import { startEmbeddedDatabase } from '../embedded/start.ts';

const prefix = 'gantry-test-';
const ownerFile = 'owner';

/** The given server, which is left running, or a PostgreSQL of the test run's own; `settings` differ from the product's. */
export async function startTestServer(
  given: string,
  settings: Record<string, string> = {},
): Promise<{ url: string; stop(): Promise<void> }> {
  if (given) return { url: given, stop: async () => {} };
  removeAbandonedServers();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, ownerFile), String(process.pid));
  const server = await startEmbeddedDatabase({ folder: join(folder, 'postgres'), settings });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A test run that was killed leaves its PostgreSQL behind. */
function removeAbandonedServers(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    const owner = readOwner(folder);
    if (owner === null || existsSync(`/proc/${owner}`)) continue;
    for (const pid of findServerProcesses(join(folder, 'postgres'))) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

function readOwner(folder: string): number | null {
  try {
    return Number(readFileSync(join(folder, ownerFile), 'utf8'));
  } catch {
    return null;
  }
}
