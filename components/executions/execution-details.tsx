'use client';

import type { ExecutionSummary } from '../../server/api/contract.ts';
import { CompareLink } from '../comparison/compare-link.tsx';
import { useCanOperate } from '../shell/session.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { JsonView } from '../ui/json-view.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { ExecutionFacts } from './execution-facts.tsx';
import { ResumeForm } from './resume-form.tsx';
import { StopForm } from './stop-form.tsx';
import { useExecution } from './use-execution.ts';

/** All about one execution, with what can be done when it has ended badly. */
export function ExecutionDetails({ execution, onClose }: { execution: ExecutionSummary; onClose: () => void }) {
  const canOperate = useCanOperate();
  const query = useExecution(execution);
  return (
    <Dialog open wide onOpenChange={onClose} title={`Execution of ${execution.workflow}`}>
      <Loaded query={query}>
        {(detail) => (
          <div className="flex flex-col gap-5">
            <ExecutionFacts execution={detail} />
            {canOperate && <StopForm execution={detail} />}
            {canOperate && detail.actions.includes('resume') && <ResumeForm execution={detail} onResumed={onClose} />}
            <p className="flex">
              <CompareLink execution={detail} />
            </p>
            <section>
              <h3 className="mb-1.5 font-medium text-ink-3 text-xs">Parameters</h3>
              <JsonView value={detail.parameters} empty="None: the workflow ran with its defaults." />
            </section>
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}
