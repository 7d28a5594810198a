'use client';

import { CircleAlert } from 'lucide-react';
import type { DesignProblem } from '../../../../core/design/design.ts';

/** What is wrong with a value, beside its field. `name`: of the field. */
export function ProblemNotes({ name, problems }: { name: string; problems: readonly DesignProblem[] }) {
  return problems.map(({ code, detail, severity }) => (
    <p
      key={`${code} ${detail}`}
      className={`flex gap-1.5 text-xs [overflow-wrap:anywhere] ${severity === 'error' ? 'text-bad' : 'text-warn'}`}
    >
      <CircleAlert aria-label={`${severity} at ${name}`} className="mt-0.5 size-3.5 shrink-0" />
      <span className="min-w-0">{detail}</span>
    </p>
  ));
}
