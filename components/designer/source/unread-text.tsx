'use client';

import { FileWarning } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/states.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { useOpenFiles } from './open-files.ts';

/** In place of what only text that can be read shows, `what` by name; leads to what is wrong with the text. */
export function UnreadText({ what }: { what: string }) {
  const problem = useDesigner(({ analysis }) => analysis.problems.find(({ severity }) => severity === 'error'));
  const { show } = useOpenFiles();
  return (
    <Empty
      icon={<FileWarning />}
      title="The text cannot be read yet"
      action={
        problem && (
          <Button
            onClick={() => {
              const { file, start, end } = problem.range;
              show({ file, from: start.offset, to: end.offset });
            }}
          >
            Go to the error in line {problem.range.start.line}
          </Button>
        )
      }
    >
      {what} appears here when the error in the source is corrected. Nothing is lost.
    </Empty>
  );
}
