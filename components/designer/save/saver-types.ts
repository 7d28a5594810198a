import type {
  DraftState,
  NewDraft,
  OpenedDraft,
  PublishRequest,
  PublishResult,
  SaveDraftRequest,
  SaveDraftResult,
} from '../../../server/api/draft-contract.ts';
import type { Content } from '../document/changes-to.ts';
import type { KeptDraft } from './kept-drafts.ts';

/** The server, as far as a draft is concerned. Each throws ApiFault. */
export interface DraftServer {
  open(): Promise<OpenedDraft>;
  state(): Promise<DraftState>;
  save(request: SaveDraftRequest): Promise<SaveDraftResult>;
  publish(request: PublishRequest): Promise<PublishResult>;
  rename(name: string): Promise<void>;
  create(draft: NewDraft): Promise<{ id: string }>;
}

/** What this browser keeps, so that nothing is lost when it ends before the server has it. */
export interface DraftKeeper {
  keep(draft: KeptDraft): Promise<void>;
  forget(): Promise<void>;
}

/** Two people changed the same lines, or the same file otherwise. */
export interface Conflict {
  /** What both began with. */
  base: Content;
  theirs: OpenedDraft;
  /** Paths of the files that both changed. */
  paths: readonly string[];
}

export type SaveStatus =
  | { kind: 'saved' | 'saving' }
  /** The server does not answer; `isKept`: this browser has everything. */
  | { kind: 'offline'; isKept: boolean }
  /** The server does not take it; the reason is a sentence. */
  | { kind: 'refused'; reason: string }
  | { kind: 'conflict'; conflict: Conflict };

/** What is told in passing. */
export interface SaverNews {
  /** Somebody else, or the same person elsewhere, changed the draft; `isMerged`: and so was it changed here. */
  taken(by: string | null, isMerged: boolean): void;
  recovered(paths: readonly string[]): void;
}

/** How far saving is, and what the server has. */
export interface SaverState {
  /** Of the blueprint. */
  name: string;
  status: SaveStatus;
  server: DraftState;
}
