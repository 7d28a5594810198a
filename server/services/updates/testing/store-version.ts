import { randomUUID } from 'node:crypto';
import { compileText, problemsOf } from '../../../../core/dsl/testing/virtual-blueprint.ts';
import type { Db } from '../../../../db/client.ts';
import { claimBlueprint, insertVersion } from '../../../../db/repositories/blueprint.ts';
import { sampleTenant } from '../../../runtime/testing/sample-deployment.ts';

/** Stores a text, with small types, and files beside it as the next version of a blueprint of that name; returns the ids of both. */
export async function storeVersion(
  db: Db,
  { name, text, files = {} }: { name: string; text: string; files?: Record<string, string> },
): Promise<{ blueprintId: string; versionId: string }> {
  const compiled = await compileText(text, 4);
  const { plan } = compiled;
  if (plan === null) throw new Error(problemsOf(compiled).join('\n'));
  const versionId = randomUUID();
  const blueprintId = await db.transaction(async (tx) => {
    const { id } = await claimBlueprint(tx, { id: randomUUID(), tenantId: sampleTenant, name });
    await insertVersion(
      tx,
      { id: versionId, blueprintId: id, plan, contentHash: versionId, mainFile: 'blueprint.yaml', diagnostics: [] },
      Object.entries(files).map(([path, content]) => ({ path, mode: 0o755, content: Buffer.from(content) })),
    );
    return id;
  });
  return { blueprintId, versionId };
}
