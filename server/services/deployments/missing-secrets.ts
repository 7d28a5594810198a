import type { Db, Tx } from '../../../db/client.ts';
import { findSecret } from '../../../db/repositories/secret.ts';
import { nameSome } from '../name-some.ts';

/** Secrets that the blueprint names outright; names that are made at run time are not known yet. */
export async function findMissingSecrets(
  db: Db | Tx,
  tenantId: string,
  names: ReadonlySet<string>,
): Promise<{ input: null; message: string }[]> {
  const missing: string[] = [];
  for (const name of names) {
    if ((await findSecret(db, tenantId, name)) === null) missing.push(name);
  }
  if (missing.length === 0) return [];
  const many = missing.length > 1;
  return [
    {
      input: null,
      message: `The blueprint reads the secret${many ? 's' : ''} ${nameSome(missing)}, which ${many ? 'are' : 'is'} not there. Add ${many ? 'them' : 'it'} under Secrets first.`,
    },
  ];
}
