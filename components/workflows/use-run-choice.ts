'use client';

import { parseAsJson, parseAsString, useQueryStates } from 'nuqs';
import type { JsonObject } from '../../core/blueprint/json.ts';

/** The workflow whose runs come from a plan of two models; it has a pane of its own. */
export const updateWorkflow = 'update';

const choice = {
  run: parseAsString,
  with: parseAsJson(toObject),
  preview: parseAsString,
  update: parseAsString,
  tab: parseAsString,
  exec: parseAsString,
};

/** Which workflow is being made ready on a deployment's page, and which preview of it is shown; all of it is in the URL. */
export interface RunChoice {
  workflow: string | null;
  /** Values that its form begins with, by parameter. */
  given: JsonObject;
  previewId: string | null;
  /** The planned update that the preview is of. */
  updateId: string | null;
  open: (workflow: string, given?: JsonObject) => void;
  /** A preview of the chosen workflow; null goes back to what was asked for. */
  show: (previewId: string | null) => void;
  showUpdate: (updateId: string, previewId: string) => void;
  close: () => void;
  /** What comes after a start where the page is not the deployment's; else its log is shown. */
  onStarted?: () => void;
}

const nothing: JsonObject = {};

/** The choice of the page that is open, and what changes it. */
export function useRunChoice(): RunChoice {
  const [{ run, with: given, preview, update }, set] = useQueryStates(choice, { history: 'push' });
  return {
    workflow: run,
    given: given ?? nothing,
    previewId: preview,
    updateId: update,
    open: (workflow, values) =>
      void set({ run: workflow, with: values ?? null, preview: null, update: null, tab: null, exec: null }),
    show: (previewId) => void set({ preview: previewId }, { history: 'replace' }),
    showUpdate: (updateId, previewId) =>
      void set({ run: updateWorkflow, with: null, update: updateId, preview: previewId, tab: null }),
    close: () => void set({ run: null, with: null, preview: null, update: null }),
  };
}

function toObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}
