'use client';

import { useCallback, useMemo } from 'react';
import type { DesignProblem } from '../../../core/design/design.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { useOpenFiles } from '../source/open-files.ts';
import { sortProblems } from './sort-problems.ts';

/** The problems in the order of their list, and the way to each: its line and its node. */
export function useProblemWalk() {
  const document = useDesignerDocument();
  const found = useDesigner(({ analysis }) => analysis.problems);
  const mainFile = useDesigner((state) => state.mainFile);
  const problems = useMemo(() => sortProblems(found, mainFile), [found, mainFile]);
  const { desk, show } = useOpenFiles();
  const lead = useCallback(
    ({ node, range }: DesignProblem, { offersFixes = false } = {}) => {
      if (node !== null) {
        document.select({ nodes: [node] });
        // The line of the problem is shown, not the whole node.
        desk.chosenHere = document.getState().selection;
      }
      show({ file: range.file, from: range.start.offset, to: range.end.offset }, { offersFixes });
    },
    [document, desk, show],
  );
  return { problems, lead };
}
