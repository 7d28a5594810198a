import { sql } from 'drizzle-orm';
import {
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { DeploymentPlan, PlanInstanceRelationship } from '../../core/plan/plan.ts';
import type { WorkflowInstance } from '../../core/workflow/model.ts';
import type { StartedModification } from '../../core/workflow/model-change.ts';
import type { PendingUpdate } from '../../core/workflow/pending-update.ts';
import type { NodeInstanceState } from '../../core/workflow/task-graph.ts';
import { blueprintVersion } from './blueprint.ts';
import { tenant } from './tenant.ts';

/** A modification as it is kept: with all that is needed to restore the instances. */
export interface KeptModification extends StartedModification {
  before: readonly (WorkflowInstance & { index: number; runtimeProperties: JsonObject })[];
}

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
    /** Which generation of the reference it behaves like, by the types that its blueprint imports. */
    dialect: text({ enum: ['v3', 'v5'] })
      .notNull()
      .default('v5'),
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
    /** What the product itself knows of the instance: `status`, `configuration_drift` ... */
    systemProperties: jsonb().$type<JsonObject>().notNull().default({}),
    version: integer().notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.deploymentId, t.id] })],
);

/** A change of the numbers of instances, from its beginning to its end (runtime.md A.10). At most one of a deployment is `started`. */
export const deploymentModification = pgTable(
  'deployment_modification',
  {
    id: uuid().primaryKey(),
    deploymentId: uuid()
      .notNull()
      .references(() => deployment.id, { onDelete: 'cascade' }),
    executionId: uuid().notNull(),
    status: text({ enum: ['started', 'finished', 'rolledback'] })
      .notNull()
      .default('started'),
    /** Of ended ones without what was before. */
    content: json().$type<KeptModification>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    endedAt: timestamp({ withTimezone: true }),
  },
  (t) => [uniqueIndex('deployment_modification_started_idx').on(t.deploymentId).where(sql`status = 'started'`)],
);

/** A new model for a deployment, and what became of it. The deployment's own columns are replaced in the moment of `adoptedAt`. */
export const deploymentUpdate = pgTable(
  'deployment_update',
  {
    id: uuid().primaryKey(),
    deploymentId: uuid()
      .notNull()
      .references(() => deployment.id, { onDelete: 'cascade' }),
    /** Absent while it is only a preview. */
    executionId: uuid(),
    status: text({ enum: ['planned', 'running', 'succeeded', 'failed'] })
      .notNull()
      .default('planned'),
    oldVersionId: uuid()
      .notNull()
      .references(() => blueprintVersion.id),
    newVersionId: uuid()
      .notNull()
      .references(() => blueprintVersion.id),
    oldInputs: json().$type<JsonObject>().notNull(),
    newInputs: json().$type<JsonObject>().notNull(),
    newPlan: json().$type<Omit<DeploymentPlan, 'node_instances'>>().notNull(),
    content: json().$type<Omit<PendingUpdate, 'id' | 'isAdopted' | 'nodes' | 'scalingGroups' | 'dialect'>>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    createdBy: text(),
    adoptedAt: timestamp({ withTimezone: true }),
    endedAt: timestamp({ withTimezone: true }),
  },
  (t) => [index().on(t.deploymentId, t.createdAt)],
);

/**
 * A deployment that uses another one, and where that is written. The other one is named and not referred to: it may not
 * be there yet, and one of the same name may take its place.
 */
export const deploymentDependency = pgTable(
  'deployment_dependency',
  {
    sourceId: uuid()
      .notNull()
      .references(() => deployment.id, { onDelete: 'cascade' }),
    /** Name or id, as it is written. */
    target: text().notNull(),
    /** Where the use is written, e.g. `nodes.web.properties.address.get_capability`. */
    creator: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.target, t.creator] }), index().on(t.target)],
);
