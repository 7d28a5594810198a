'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import type { DesignProblem } from '../../../core/design/design.ts';
import { problemLooks } from '../../blueprints/problem-list.tsx';
import { Button } from '../../ui/button.tsx';
import { applyFix } from '../analysis/apply-fix.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { useOpenFiles } from '../source/open-files.ts';
import { problemKey } from './sort-problems.ts';
import { useProblemWalk } from './use-problem-walk.ts';

/** More are not read, and would be slow to draw. */
const most = 100;

/** All that is wrong, why, where, and how it can be mended at once. */
export function Problems() {
  const { problems, lead } = useProblemWalk();
  const isRead = useDesigner(({ analysis }) => analysis.revision > 0);
  if (problems.length === 0) {
    return (
      <p className="flex items-center gap-2 p-3 text-ink-2 text-sm">
        {isRead && <CircleCheck aria-hidden className="size-4 text-good" />}
        {isRead ? 'No problems were found.' : 'The blueprint is being read.'}
      </p>
    );
  }
  return (
    <ol aria-label="Problems" className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
      {problems.slice(0, most).map((problem) => (
        <Problem key={problemKey(problem)} problem={problem} onShow={() => lead(problem)} />
      ))}
      {problems.length > most && (
        <li className="px-3 py-2 text-ink-2 text-xs">
          {problems.length - most} more are not listed. Mend the first ones, and they move up.
        </li>
      )}
    </ol>
  );
}

function Problem({ problem, onShow }: { problem: DesignProblem; onShow: () => void }) {
  const { severity, code, summary, detail, hint, range } = problem;
  const { icon: Icon, className, word } = problemLooks[severity];
  return (
    <li className="flex flex-wrap items-start gap-x-2 gap-y-1 px-3 py-1.5 text-xs hover:bg-hover">
      <button type="button" onClick={onShow} className="flex min-h-6 min-w-64 flex-1 gap-2 text-left">
        <Icon aria-label={word} className={`mt-0.5 size-3.5 shrink-0 ${className}`} />
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
          <span className="font-medium">{summary}</span> <span className="text-ink-2">{detail}</span>
          <span className="tabular ml-2 font-mono text-ink-3">
            {code} {range.file}:{range.start.line}
          </span>
          {hint !== undefined && <span className="block text-ink-2">{hint}</span>}
        </span>
      </button>
      <Fixes problem={problem} />
    </li>
  );
}

function Fixes({ problem }: { problem: DesignProblem }) {
  const document = useDesignerDocument();
  const { show } = useOpenFiles();
  const canEdit = useDesigner((state) => state.canEdit);
  const revision = useDesigner(({ analysis }) => analysis.revision);
  const { data } = useQuery({
    queryKey: ['fixes', problemKey(problem), revision],
    queryFn: () => document.analyst.fixes(problem),
    enabled: canEdit,
    gcTime: 0,
  });
  return data?.map((fix) => (
    <Button key={fix.label} size="sm" className="h-6" onClick={() => void applyFix(document, fix, show)}>
      {fix.label}
    </Button>
  ));
}
