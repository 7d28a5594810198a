/** Where a blueprint is fetched from. `secret` is the name of one, whose value signs in. */
export type ImportSource =
  | { kind: 'url'; url: string; user?: string | undefined; secret?: string | undefined }
  | {
      kind: 'git';
      url: string;
      /** A branch, a tag or a whole commit; absent: the main branch. */
      ref?: string | undefined;
      /** The folder in which the blueprint is; absent: the top. */
      folder?: string | undefined;
      user?: string | undefined;
      secret?: string | undefined;
    };

export interface ImportRequest {
  /** Made by whoever asks, so that they can ask how far it is. */
  id: string;
  /** Of the new blueprint. */
  name: string;
  source: ImportSource;
  /** Absent: chosen, or asked for when it is not clear. */
  mainFile?: string | undefined;
}

export type ImportResult =
  /** A draft was made of it. `left`: submodules that were not fetched. */
  | { outcome: 'begun'; draftId: string; files: number; left: string[] }
  /** Several files may be the main one; the likeliest is first. Nothing was made. */
  | { outcome: 'choose'; candidates: string[] };

/** How much of an import that is under way has come, in bytes; null: none of this id is under way. */
export interface ImportProgress {
  bytes: number | null;
}
