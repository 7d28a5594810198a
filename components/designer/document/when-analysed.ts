import type { DesignerDocument } from './designer-document.ts';

/** Resolves when the analysis has caught up with the text. */
export function whenAnalysed(document: DesignerDocument): Promise<void> {
  const isCurrent = (): boolean => {
    const { analysis, revision } = document.getState();
    return analysis.revision >= revision;
  };
  return new Promise((resolve) => {
    if (isCurrent()) return resolve();
    const stop = document.subscribe(() => {
      if (!isCurrent()) return;
      stop();
      resolve();
    });
  });
}
