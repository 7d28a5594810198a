import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { DraftLayout } from '../../db/schema/draft.ts';

export type { PlanComparison } from '../../core/topology/compare-plans.ts';
export type { DraftLayout } from '../../db/schema/draft.ts';

/** A file of a draft. `text` is null for what is no text. */
export interface DraftFile {
  path: string;
  /** Permissions, such as 0o755. */
  mode: number;
  text: string | null;
  /** In bytes. */
  size: number;
  /** SHA-256 in hexadecimal of what is no text: a save names it in place of the content. */
  hash?: string;
}

/** Which state of a draft this is. */
export interface DraftState {
  /** Grows with everything that is saved; 0 before the first time. */
  revision: number;
  /** The version that it is based on; null: there is none yet. */
  baseVersion: number | null;
  latestVersion: number | null;
  /** It differs from its version. */
  isChanged: boolean;
  savedAt: string | null;
  savedBy: string | null;
}

/** A blueprint as it is opened in the designer. */
export interface OpenedDraft extends DraftState {
  /** Of the blueprint, or of what will be one when it is saved for the first time. */
  id: string;
  name: string;
  mainFile: string;
  files: DraftFile[];
  layout: DraftLayout;
  canEdit: boolean;
}

/** A file to be written: its text, or the hash of what was sent or stored before. */
export type WrittenFile = { path: string; mode: number } & ({ text: string } | { hash: string; size: number });

export type DraftChange = WrittenFile | { path: string; isRemoved: true };

/** What a page saves of a draft: all that differs from the state it names. */
export interface SaveDraftRequest {
  id: string;
  /** Of the state that is changed; another one is a conflict. */
  revision: number;
  baseVersion: number | null;
  /** Names this save: when it is sent again since no answer came, it is not done again. */
  saveId: string;
  mainFile: string;
  changes: DraftChange[];
  /** Absent: as it was. */
  layout?: DraftLayout | undefined;
}

/** `ok: false`: another state was saved meanwhile, which is told. */
export type SaveDraftResult = { ok: boolean; state: DraftState };

export interface NewDraft {
  name: string;
  mainFile: string;
  files: WrittenFile[];
  layout?: DraftLayout | undefined;
  /** The draft or blueprint whose files the hashes are of. */
  from?: string | undefined;
}

/** A draft that holds something that no version has. */
export interface DraftSummary extends DraftState {
  id: string;
  name: string;
  /** It is no blueprint yet. */
  isNew: boolean;
}

export interface PublishRequest {
  id: string;
  revision: number;
  note?: string | undefined;
  /** The latest version as the person knows it; another one is a conflict. */
  latestVersion: number | null;
}

export type PublishResult =
  | { outcome: 'published'; version: number; state: DraftState; diagnostics: Diagnostic[] }
  /** It does not compile. */
  | { outcome: 'refused'; diagnostics: Diagnostic[] }
  /** Another state or version was saved meanwhile. */
  | { outcome: 'conflict'; state: DraftState };

/** A stored version of a blueprint. */
export interface VersionSummary {
  number: number;
  note: string | null;
  createdAt: string;
  createdBy: string | null;
  deploymentCount: number;
}

/** Two versions of a blueprint by their numbers; null: what is written and is no version yet. */
export interface VersionPair {
  id: string;
  from: number | null;
  to: number | null;
}

/** All files of a version. */
export interface VersionFiles {
  number: number;
  mainFile: string;
  files: DraftFile[];
}

/** A definition file that an import names; `text` is null when the product has none, and `reason` may say why. */
export interface ImportedSource {
  text: string | null;
  reason: string | null;
}
