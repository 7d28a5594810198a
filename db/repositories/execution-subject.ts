import { eq } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { blueprint, blueprintVersion } from '../schema/blueprint.ts';
import { deployment } from '../schema/deployment.ts';

/** What an execution works on. */
export interface ExecutionSubject {
  deployment: Pick<typeof deployment.$inferSelect, 'id' | 'name' | 'plan' | 'dialect'>;
  blueprint: { id: string; name: string };
  blueprintVersionId: string;
}

export async function findExecutionSubject(db: Db, deploymentId: string): Promise<ExecutionSubject | null> {
  const [row] = await db
    .select({
      deployment: { id: deployment.id, name: deployment.name, plan: deployment.plan, dialect: deployment.dialect },
      blueprint: { id: blueprint.id, name: blueprint.name },
      blueprintVersionId: deployment.blueprintVersionId,
    })
    .from(deployment)
    .innerJoin(blueprintVersion, eq(blueprintVersion.id, deployment.blueprintVersionId))
    .innerJoin(blueprint, eq(blueprint.id, blueprintVersion.blueprintId))
    .where(eq(deployment.id, deploymentId));
  return row ?? null;
}
