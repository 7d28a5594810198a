/** A file of a draft. `text` is null for what is no text. */
export interface DraftFile {
  path: string;
  /** Permissions, such as 0o755. */
  mode: number;
  text: string | null;
  /** In bytes. */
  size: number;
}

/** Where things were put on the canvas; see components/designer/document/layout.ts. */
export interface DraftLayout {
  places: Record<string, { x: number; y: number; width?: number; height?: number }>;
  notes: Record<
    string,
    {
      id: string;
      x: number;
      y: number;
      width: number;
      height: number;
      text: string;
      colour: 'yellow' | 'blue' | 'green' | 'red';
    }
  >;
}

/** A blueprint as it is opened in the designer. */
export interface OpenedDraft {
  /** Of the blueprint, or of what will be one when it is saved for the first time. */
  id: string;
  name: string;
  mainFile: string;
  files: DraftFile[];
  layout: DraftLayout;
  canEdit: boolean;
}

/** A definition file that an import names; `text` is null when the product has none, and `reason` may say why. */
export interface ImportedSource {
  text: string | null;
  reason: string | null;
}
