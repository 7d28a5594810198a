import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import { differencesOf, type FieldDifference } from '../../../../core/kubernetes/drift/differences.ts';
import { isDefinitionChanged } from './definition-note.ts';
import type { LedgerEntry } from './ledger.ts';
import { changedValues, isSecret } from './secret-values.ts';
import { titleOf, type Work } from './work.ts';

/**
 * In what the instance's objects are not as they were last applied, or that the blueprint says something else by now;
 * null: in nothing, as the engine expects it (runtime.md A.11). Objects that are only used are not looked at.
 */
export async function checkDrift(work: Work): Promise<JsonObject | null> {
  const found: JsonObject = {};
  if (await isDefinitionChanged(work)) found['definition'] = 'The blueprint defines the objects otherwise by now.';
  for (const entry of work.ledger.entries()) {
    const drift = entry.isExternal ? null : await driftOf(work, entry);
    if (drift !== null) found[titleOf(entry.identity)] = drift;
  }
  if (Object.keys(found).length === 0) {
    work.context.log('info', 'The objects are as they were applied.');
    return null;
  }
  for (const [what, drift] of Object.entries(found)) work.context.log('warning', `${what}: ${told(drift)}`);
  return found;
}

async function driftOf({ client, ledger }: Work, { identity, applied }: LedgerEntry): Promise<Json> {
  if (applied === null) return 'It was never applied.';
  const live = await client.get(identity);
  if (live === null) return 'It is not there any more.';
  const values = isSecret(identity) ? await changedValues(ledger.digestsOf(identity), live) : [];
  const differences = [...differencesOf(applied, live), ...values];
  return differences.length === 0 ? null : Object.fromEntries(differences.map(asEntry));
}

function asEntry({ path, desired, live }: FieldDifference): [string, Json] {
  return [path, { desired, live: live ?? null }];
}

function told(drift: Json): string {
  return typeof drift === 'string' ? drift : Object.keys(drift ?? {}).join(', ');
}
