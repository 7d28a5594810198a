'use client';

import { parseAsString, useQueryStates } from 'nuqs';

/** The workflow whose runs come from a plan of two models; it has a pane of its own. */
export const updateWorkflow = 'update';

const choice = {
  run: parseAsString,
  preview: parseAsString,
  update: parseAsString,
  tab: parseAsString,
  exec: parseAsString,
};

/** Which workflow is being made ready on a deployment's page, and which preview of it is shown; all of it is in the URL. */
export interface RunChoice {
  workflow: string | null;
  previewId: string | null;
  /** The planned update that the preview is of. */
  updateId: string | null;
  open: (workflow: string) => void;
  /** A preview of the chosen workflow; null goes back to what was asked for. */
  show: (previewId: string | null) => void;
  showUpdate: (updateId: string, previewId: string) => void;
  close: () => void;
}

/** The choice of the page that is open, and what changes it. */
export function useRunChoice(): RunChoice {
  const [{ run, preview, update }, set] = useQueryStates(choice, { history: 'push' });
  return {
    workflow: run,
    previewId: preview,
    updateId: update,
    open: (workflow) => void set({ run: workflow, preview: null, update: null, tab: null, exec: null }),
    show: (previewId) => void set({ preview: previewId }, { history: 'replace' }),
    showUpdate: (updateId, previewId) =>
      void set({ run: updateWorkflow, update: updateId, preview: previewId, tab: null }),
    close: () => void set({ run: null, preview: null, update: null }),
  };
}
