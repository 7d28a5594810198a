import type { SecretReader } from '../../../core/ports/ports.ts';
import type { Db, Tx } from '../../../db/client.ts';
import {
  findSecret,
  listSealedSecrets,
  lockSecret,
  putSecret,
  type SecretRow,
} from '../../../db/repositories/secret.ts';
import { AppError } from '../../faults/app-error.ts';
import type { Redactor } from '../redaction/redactor.ts';
import { openSecret, sealSecret } from './envelope.ts';
import type { MasterKey } from './key-file.ts';

export interface NewSecret {
  tenantId: string;
  name: string;
  value: string;
  createdBy: string | null;
  at: Date;
  /** Used when there is no secret of that name yet. */
  id: string;
}

/** The only place where secrets are in the clear. Whatever it opens or stores is masked from then on. */
export interface Vault {
  reader(tenantId: string): SecretReader;
  /** Stores a value under the next version and returns that version. */
  put(tx: Tx, secret: NewSecret): Promise<number>;
  /** Makes the redactor know every secret there is, also those that hosts may still hold from earlier runs. */
  maskAll(): Promise<void>;
}

export function createVault({ db, master, redactor }: { db: Db; master: MasterKey; redactor: Redactor }): Vault {
  const open = (row: SecretRow): string => {
    const value = openSecret(master, { tenant: row.tenantId, name: row.name, version: row.version }, row);
    redactor.add(value);
    return value;
  };
  return {
    reader: (tenantId) => ({
      async read(name) {
        const row = await findSecret(db, tenantId, name);
        if (row === null) {
          throw new AppError('not-found', `There is no secret named "${name}". Add it under Secrets and try again.`);
        }
        return open(row);
      },
    }),
    async put(tx, { tenantId, name, value, createdBy, at, id }) {
      redactor.add(value);
      const version = ((await lockSecret(tx, tenantId, name))?.version ?? 0) + 1;
      const sealed = sealSecret(master, { tenant: tenantId, name, version }, value);
      await putSecret(tx, { id, tenantId, name, version, ...sealed, createdBy, createdAt: at, updatedAt: at });
      return version;
    },
    async maskAll() {
      for (const row of await listSealedSecrets(db)) open(row);
    },
  };
}
