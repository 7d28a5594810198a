import { integer, json, jsonb, pgTable, primaryKey, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { DeploymentPlan, PlanInstanceRelationship } from '../../core/plan/plan.ts';
import type { NodeInstanceState } from '../../core/workflow/task-graph.ts';
import { blueprintVersion } from './blueprint.ts';
import { tenant } from './tenant.ts';

export const deployment = pgTable(
  'deployment',
  {
    id: uuid().primaryKey(),
    tenantId: text()
      .notNull()
      .references(() => tenant.id),
    name: text().notNull(),
    blueprintVersionId: uuid()
      .notNull()
      .references(() => blueprintVersion.id),
    /** `json` and not `jsonb`, here and for the plan: people see them in the order they are written. */
    inputs: json().$type<JsonObject>().notNull(),
    /** Nodes, outputs and workflows as they hold for this deployment; instances live in `node_instance`. */
    plan: json().$type<Omit<DeploymentPlan, 'node_instances'>>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    createdBy: text(),
  },
  (t) => [unique().on(t.tenantId, t.name)],
);

export const nodeInstance = pgTable(
  'node_instance',
  {
    deploymentId: uuid()
      .notNull()
      .references(() => deployment.id, { onDelete: 'cascade' }),
    /** `<node>_<6 of a-z0-9>`, unique in its deployment. */
    id: text().notNull(),
    nodeName: text().notNull(),
    /** From 1, in the order of creation within the node. */
    index: integer().notNull(),
    state: text().$type<NodeInstanceState>().notNull().default('uninitialized'),
    hostId: text(),
    relationships: jsonb().$type<PlanInstanceRelationship[]>().notNull(),
    scalingGroups: jsonb().$type<{ name: string; id: string }[]>().notNull().default([]),
    runtimeProperties: jsonb().$type<JsonObject>().notNull().default({}),
    version: integer().notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.deploymentId, t.id] })],
);
