import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What lives in the data folder; absolute paths. Nothing but the folder itself exists before its owner makes it. */
export interface DataFolder {
  root: string;
  /** Of the embedded PostgreSQL. */
  database: string;
  /** The key that wraps the keys of secrets. */
  secretKey: string;
  /** Files of the lab hosts. */
  lab: string;
  /** Names the process that uses the folder. */
  lock: string;
}

const checkout = fileURLToPath(new URL('..', import.meta.url));

/** Makes sure that the folder is there: `.gantry` in the checkout unless another one is named. */
export function openDataFolder(named: string | null): DataFolder {
  const root = named === null ? join(checkout, '.gantry') : resolve(named);
  mkdirSync(root, { recursive: true });
  // A folder with something in it keeps the rights that somebody gave it.
  if (readdirSync(root).length === 0 && statSync(root).uid === process.getuid?.()) {
    // The database of root runs as another account, which has to pass through; nobody can list the folder.
    chmodSync(root, process.getuid() === 0 ? 0o711 : 0o700);
  }
  return {
    root,
    database: join(root, 'postgres'),
    secretKey: join(root, 'secret.key'),
    lab: join(root, 'lab'),
    lock: join(root, 'server.lock'),
  };
}
