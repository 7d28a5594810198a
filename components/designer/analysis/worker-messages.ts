import type { Analysis, Analyst, Place } from './protocol.ts';

/** What the page sends to the worker. */
export type Question =
  | ({ kind: 'open' } & Parameters<Analyst['open']>[0])
  | ({ kind: 'edit' } & Parameters<Analyst['edit']>[0])
  | { kind: 'resolve'; revision: number; intents: Parameters<Analyst['resolve']>[1] }
  | { kind: 'find'; place: Place }
  | { kind: 'at'; file: string; offset: number }
  | { kind: 'source'; location: string }
  | ({ kind: 'complete' } & Parameters<Analyst['complete']>[0])
  | { kind: 'hover'; file: string; offset: number }
  | { kind: 'fixes'; problem: Parameters<Analyst['fixes']>[0] };

/** What each question is answered with. */
export interface Answer {
  resolve: Awaited<ReturnType<Analyst['resolve']>>;
  find: Awaited<ReturnType<Analyst['find']>>;
  at: Awaited<ReturnType<Analyst['at']>>;
  source: Awaited<ReturnType<Analyst['source']>>;
  complete: Awaited<ReturnType<Analyst['complete']>>;
  hover: Awaited<ReturnType<Analyst['hover']>>;
  fixes: Awaited<ReturnType<Analyst['fixes']>>;
}

/** What the worker sends to the page. */
export type Told =
  | { kind: 'analysis'; analysis: Analysis }
  | { kind: 'answer'; id: number; value: Answer[keyof Answer] };
