'use client';

import { parseAsString, useQueryStates } from 'nuqs';

const choice = { run: parseAsString, preview: parseAsString, tab: parseAsString, exec: parseAsString };

/** Which workflow is being made ready on a deployment's page, and which preview of it is shown; both are in the URL. */
export interface RunChoice {
  workflow: string | null;
  previewId: string | null;
  open: (workflow: string) => void;
  /** The preview of the chosen workflow; null goes back to its parameters. */
  show: (previewId: string | null) => void;
  close: () => void;
}

export function useRunChoice(): RunChoice {
  const [{ run, preview }, set] = useQueryStates(choice, { history: 'push' });
  return {
    workflow: run,
    previewId: preview,
    open: (workflow) => void set({ run: workflow, preview: null, tab: null, exec: null }),
    show: (previewId) => void set({ preview: previewId }, { history: 'replace' }),
    close: () => void set({ run: null, preview: null }),
  };
}
