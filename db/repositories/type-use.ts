import { sql } from 'drizzle-orm';
import type { Db } from '../client.ts';
import { blueprint, blueprintVersion } from '../schema/index.ts';

/** How many node templates of a blueprint's latest version are of a type, derive from it, or have relationships of it. */
export interface TypeUse {
  blueprintId: string;
  blueprint: string;
  type: string;
  nodes: number;
}

/** Every type that the blueprints of a tenant use, by blueprint name. */
export async function listTypeUses(db: Db, tenantId: string): Promise<TypeUse[]> {
  const { rows } = await db.execute<{ id: string; name: string; type: string; nodes: number }>(sql`
    with latest as (
      select distinct on (b.id) b.id, b.name, v.plan -> 'nodes' as nodes
      from ${blueprint} b
      join ${blueprintVersion} v on v.blueprint_id = b.id
      where b.tenant_id = ${tenantId}
      order by b.id, v.number desc
    ), template as (
      select latest.id, latest.name, node.value as node
      from latest, json_array_elements(latest.nodes) node
    ), used as (
      select id, name, node ->> 'id' as node, json_array_elements_text(node -> 'type_hierarchy') as type from template
      union
      select id, name, node ->> 'id', json_array_elements_text(link.value -> 'type_hierarchy')
      from template, json_array_elements(node -> 'relationships') link
    )
    select id, name, type, count(*)::int as nodes from used group by id, name, type order by name, type
  `);
  return rows.map(({ id, name, type, nodes }) => ({ blueprintId: id, blueprint: name, type, nodes }));
}
