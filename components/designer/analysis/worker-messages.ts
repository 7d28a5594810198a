import type { DesignDelta } from '../../../core/design/delta.ts';
import type { DesignProblem } from '../../../core/design/design.ts';
import type { Analyst, Place } from './protocol.ts';

/** What the page sends to the worker without waiting for an answer. */
export type Notice =
  | ({ kind: 'open' } & Parameters<Analyst['open']>[0])
  | ({ kind: 'edit' } & Parameters<Analyst['edit']>[0]);

/** What the page asks the worker. */
export type Inquiry =
  | { kind: 'resolve'; revision: number; intents: Parameters<Analyst['resolve']>[1] }
  | { kind: 'find'; place: Place }
  | { kind: 'at'; file: string; offset: number }
  | { kind: 'source'; location: string }
  | ({ kind: 'complete' } & Parameters<Analyst['complete']>[0])
  | { kind: 'fragment'; nodes: readonly string[] }
  | ({ kind: 'hover' } & Parameters<Analyst['hover']>[0])
  | { kind: 'fixes'; problem: Parameters<Analyst['fixes']>[0] };

export type Question = Notice | Inquiry;

/** What each inquiry is answered with. */
export interface Answer {
  resolve: Awaited<ReturnType<Analyst['resolve']>>;
  find: Awaited<ReturnType<Analyst['find']>>;
  at: Awaited<ReturnType<Analyst['at']>>;
  source: Awaited<ReturnType<Analyst['source']>>;
  complete: Awaited<ReturnType<Analyst['complete']>>;
  fragment: Awaited<ReturnType<Analyst['fragment']>>;
  hover: Awaited<ReturnType<Analyst['hover']>>;
  fixes: Awaited<ReturnType<Analyst['fixes']>>;
}

/** What the worker sends to the page. */
export type Told =
  | {
      kind: 'analysis';
      revision: number;
      isStale: boolean;
      /** What is another than in the design told last; null when nothing is. */
      change: DesignDelta | null;
      /** Null: the same as told last. */
      problems: readonly DesignProblem[] | null;
    }
  | { kind: 'answer'; id: number; value: Answer[keyof Answer] }
  /** The question could not be answered: a fault of the program. */
  | { kind: 'failed'; id: number; message: string };
