import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { PlanInstanceRelationship } from '../../../../core/plan/plan.ts';
import type { Db } from '../../../../db/client.ts';

/** The model that a deployment has at one moment. */
export interface Moment {
  versionId: string;
  inputs: JsonObject;
  nodes: string[];
  instances: string[];
}

interface Row {
  version: string;
  inputs: JsonObject;
  nodes: string[];
  instances: { id: string; node: string; relationships: PlanInstanceRelationship[] }[] | null;
}

/** Reads a deployment's model in one statement, and expects it to be of one piece: every instance is one of its nodes, and every relationship leads to an instance. */
export async function readMoment(db: Db, deploymentId: string): Promise<Moment> {
  const { rows } = await db.execute(sql`
    select d.blueprint_version_id as version, d.inputs,
      array(select n ->> 'name' from json_array_elements(d.plan -> 'nodes') n) as nodes,
      (select json_agg(json_build_object('id', i.id, 'node', i.node_name, 'relationships', i.relationships) order by i.id)
        from node_instance i where i.deployment_id = d.id) as instances
    from deployment d where d.id = ${deploymentId}`);
  const [row] = rows as unknown as Row[];
  if (row === undefined) throw new Error(`There is no deployment ${deploymentId}.`);
  const instances = row.instances ?? [];
  const ids = new Set(instances.map(({ id }) => id));
  for (const { node, relationships } of instances) {
    expect(row.nodes).toContain(node);
    for (const { target_id: target } of relationships) expect(ids).toContain(target);
  }
  return { versionId: row.version, inputs: row.inputs, nodes: row.nodes, instances: [...ids] };
}
