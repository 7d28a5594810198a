import type { PackedEvents, PackedGraph } from '../../core/timeline/pack.ts';
import type { ExecutionStatus } from '../../db/schema/execution.ts';

/* The timeline of an execution and what is known of how long things take; part of the contract (contract.ts). */

/** The operations of an execution, what each waits for and what has happened to them; core/timeline reads it. */
export interface TimelineView {
  graph: PackedGraph;
  /** Up to `lastSeq`; later ones come by the event stream. */
  events: PackedEvents;
  status: ExecutionStatus;
  /** How many operations may run at once; null: no limit. */
  parallel: number | null;
  lastSeq: number;
  /** The server's time, milliseconds since the epoch: what runs is measured by the same clock as what has ended. */
  now: number;
}

/** How long a workflow of a deployment usually takes. */
export interface RunEstimate {
  /** Runs that ended well which this is known from; 0: none, and nothing is known. */
  runs: number;
  /** They were runs of this deployment; otherwise of others of the same blueprint. */
  isOwn: boolean;
  /** The median, milliseconds; null when nothing is known. */
  medianMs: number | null;
  /** Its operation that takes longest, by the median; null when nothing is known. */
  longest: { node: string; operation: string; medianMs: number } | null;
}

/** How a running execution is expected to go on. */
export interface ExecutionForecast {
  /** Milliseconds from now to its end if everything takes as long as usual; null when too little is known to say. */
  remainingMs: number | null;
  /** The durations of some operations are not known: it takes longer than that. */
  isAtLeast: boolean;
  /** Runs that the durations are known from; 0: only from this run itself. */
  runs: number;
  /** What the end waits for, in order, the first of it under way now. */
  path: { task: string; instance: string; node: string; operation: string }[];
  /** By how much the first of the path has taken longer than usual, milliseconds; 0: it has not. */
  overdueMs: number;
}
