import { readFileSync, statSync } from 'node:fs';
import { DatabaseStartError } from './start-error.ts';

/** The operating-system account that PostgreSQL runs as; null: the account of this process. */
export type Account = { name: string; uid: number; gid: number } | null;

/** What `spawn` needs to run something as the account. */
export function runAs(account: Account): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/**
 * PostgreSQL refuses to run as root. For root this is the owner of an existing database, else the owner of
 * the folder it goes into, else `nobody`; for anybody else it is themselves.
 * @throws DatabaseStartError when the database belongs to somebody this process cannot act as
 */
export function chooseAccount(dataFolder: string, parentFolder: string): Account {
  const self = process.getuid?.() ?? 0;
  const owner = ownerOf(dataFolder);
  if (self !== 0) {
    if (owner !== null && owner !== self) {
      throw new DatabaseStartError(
        `The database in ${dataFolder} belongs to ${nameOf(owner)}, and this is ${nameOf(self)}. Start it as root or as its owner, or name another folder in GANTRY_DATA_DIR.`,
      );
    }
    return null;
  }
  if (owner !== null && owner !== 0) return accountOf(owner);
  const parentOwner = ownerOf(parentFolder);
  const own = parentOwner ? findAccount((entry) => entry.uid === parentOwner) : null;
  const chosen = own ?? findAccount((entry) => entry.name === 'nobody');
  if (!chosen) {
    throw new DatabaseStartError(
      'PostgreSQL does not run as root, and there is no account "nobody" to run it as. Start Gantry as an ordinary user, or set DATABASE_URL.',
    );
  }
  return chosen;
}

function accountOf(uid: number): Account {
  const found = findAccount((entry) => entry.uid === uid);
  if (found) return found;
  throw new DatabaseStartError(
    `The database belongs to user id ${uid}, which has no account on this machine. Create the account, or give the database folder to another one with chown.`,
  );
}

function findAccount(matches: (entry: NonNullable<Account>) => boolean): Account {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (!name || uid === undefined || gid === undefined) continue;
    const entry = { name, uid: Number(uid), gid: Number(gid) };
    if (matches(entry)) return entry;
  }
  return null;
}

function ownerOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.uid ?? null;
}

function nameOf(uid: number): string {
  const name = findAccount((entry) => entry.uid === uid)?.name;
  return name ? `user ${name}` : `user id ${uid}`;
}
