'use client';

import { useEffect, useRef } from 'react';
import { Notice } from '../ui/states.tsx';
import { InputControl, inputId } from './input-control.tsx';
import type { FieldProblem, Fields } from './use-fields.ts';

/** The fields of a generated form, each with its problem. */
export function FormFields({ fields, problems }: { fields: Fields; problems: readonly FieldProblem[] }) {
  return fields.specs.map(([name, spec]) => (
    <InputControl
      key={name}
      name={name}
      field={spec}
      value={fields.typed[name] ?? ''}
      problem={problems.find(({ field }) => field === name)?.message}
      onChange={(value) => fields.setTyped(name, value)}
    />
  ));
}

interface ProblemSummaryProps {
  problems: readonly FieldProblem[];
  /** Labels by field, where it is not the field's own name. */
  labelOf?: (field: string) => string;
  /** The id of a field's control, where it is none of the generated ones. */
  idOf?: (field: string) => string;
}

/** All that must be mended, with the way to each field. A new list takes the focus. */
export function ProblemSummary({ problems, labelOf = same, idOf = inputId }: ProblemSummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [problems]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1}>
      <Notice
        tone="bad"
        role="alert"
        title={problems.length === 1 ? 'One thing must be mended' : `${problems.length} things must be mended`}
      >
        <ul className="list-disc pl-4">
          {problems.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              {field === null ? (
                message
              ) : (
                <a href={`#${idOf(field)}`} className="underline underline-offset-3">
                  {labelOf(field)}: {message}
                </a>
              )}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}

function same(field: string): string {
  return field;
}
