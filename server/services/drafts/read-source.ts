import type { ImportedSource } from '../../api/draft-contract.ts';
import { createCatalogueReader } from '../../plugins/catalogue.ts';

const catalogue = createCatalogueReader();

/** The text that an import location stands for; `version` is the N of the blueprint's `cloudify_dsl_1_N`. */
export async function readSource(location: string, version: number): Promise<ImportedSource> {
  const text = await catalogue.read(location, version).catch(() => null);
  return { text, reason: text === null ? (catalogue.explain?.(location) ?? null) : null };
}
