import type { DeploymentStanding } from '../../db/repositories/deployment-search.ts';
import type { ExecutionStatus } from '../../db/schema/execution.ts';
import type { DeploymentSummary, ExecutionSummary } from './contract.ts';

/** One page of a list that the server filters, sorts and counts. */
export interface ListPage<T> {
  rows: T[];
  /** How many rows the filter leaves, over all pages; counted up to `countedUpTo`. */
  matching: number;
  /** How many there are without a filter, counted up to `countedUpTo`. */
  all: number;
  countedUpTo: number;
  /** What to give as `cursor` for the page before and after this one; null where there is none. */
  previous: string | null;
  next: string | null;
}

/** What every searched list takes beside its own filter. */
export interface ListRequest<Sort extends string> {
  /** Every word must be in one of the row's names. */
  text?: string | undefined;
  /** A column, with a leading "-" downwards. */
  sort?: Sort | `-${Sort}` | undefined;
  cursor?: string | undefined;
  /** Rows of a page, at most 1000. */
  limit?: number | undefined;
}

export type ExecutionSort = 'created' | 'workflow' | 'deployment' | 'status' | 'duration' | 'ended' | 'by';

export interface ExecutionSearch extends ListRequest<ExecutionSort> {
  deploymentId?: string | undefined;
  status?: ExecutionStatus[] | undefined;
  workflow?: string[] | undefined;
  /** Who started it, by the name that the list shows. */
  createdBy?: string[] | undefined;
  /** When it was created, ISO 8601; both ends are in it. */
  from?: string | undefined;
  to?: string | undefined;
  /** Of those that have ended: at this time or later, ISO 8601. */
  endedFrom?: string | undefined;
}

/** An execution as a list shows it. */
export interface ExecutionRow extends ExecutionSummary {
  /** How long earlier runs of the workflow on this deployment took that ended well, in ms, oldest first, at most 12. */
  pastDurations: number[];
  /** Of a failed one: the operation that is the cause, and the `seq` of the line that says so. */
  failure: { seq: number; instance: string | null; operation: string | null } | null;
}

/** What the executions can be narrowed down to: the workflows and people of the newest 10,000. */
export interface ExecutionFacets {
  workflows: string[];
  people: string[];
}

export type { DeploymentStanding };

export type DeploymentSort = 'name' | 'blueprint' | 'status' | 'instances' | 'last' | 'created' | 'by';

export interface DeploymentSearch extends ListRequest<DeploymentSort> {
  blueprintId?: string | undefined;
  status?: DeploymentStanding[] | undefined;
}

/** How a person has arranged a list. */
export interface ListSettings {
  /** The columns to show, in their order; null: those that the list has by itself. */
  columns: string[] | null;
  /** By name; `query` is that of the page's address. */
  filters: { name: string; query: string }[];
}

export type { ArrangedList } from '../../db/schema/list-settings.ts';

export type DeploymentPage = ListPage<DeploymentSummary>;
export type ExecutionPage = ListPage<ExecutionRow>;

/** Who names a secret; without it, they do not work. */
export interface SecretUses {
  blueprints: { id: string; name: string }[];
  deployments: { id: string; name: string }[];
  hosts: { id: string; name: string }[];
}
