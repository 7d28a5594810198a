import type { DesignerDocument } from './designer-document.ts';

/** Resolves when what was asked for is in the text, and the analysis has caught up with it. */
export async function whenAnalysed(document: DesignerDocument): Promise<void> {
  await document.whenPerformed();
  const isCurrent = (): boolean => {
    const { analysis, revision } = document.getState();
    return analysis.revision >= revision;
  };
  await new Promise<void>((resolve) => {
    if (isCurrent()) return resolve();
    const stop = document.subscribe(() => {
      if (!isCurrent()) return;
      stop();
      resolve();
    });
  });
}
