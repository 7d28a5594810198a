'use client';

import { type ReactNode, useId } from 'react';
import { CheckField } from '../ui/check-field.tsx';
import { Field, Input } from '../ui/field.tsx';
import { Fold } from '../ui/fold.tsx';
import type { RunOptions } from './use-run.ts';

const texts: readonly { option: Exclude<keyof RunOptions, 'waitAfterFail'>; label: string; help: string }[] = [
  { option: 'dryRun', label: 'Dry run', help: 'Goes through every step and its log, but nothing is done on any host.' },
  { option: 'queue', label: 'Wait in the queue', help: 'Starts when what runs on this deployment now has ended.' },
  {
    option: 'force',
    label: 'Run it nevertheless',
    help: 'Also when the workflow is not available, other deployments use this one, or another execution is under way.',
  },
];

/** What can be asked of any run; folded, since most runs need none of it. */
export function RunOptionFields(props: {
  options: RunOptions;
  onChange: (options: RunOptions) => void;
  children?: ReactNode;
}) {
  const { options, onChange, children } = props;
  const id = useId();
  return (
    <Fold title="More options">
      {texts.map(({ option, label, help }) => (
        <CheckField
          key={option}
          label={label}
          help={help}
          checked={options[option]}
          onChange={(on) => onChange({ ...options, [option]: on })}
        />
      ))}
      <Field id={id} label="Seconds for the other branches after a failure" note="usually 600">
        <Input
          id={id}
          inputMode="numeric"
          value={options.waitAfterFail}
          onChange={({ target }) => onChange({ ...options, waitAfterFail: target.value.replace(/\D/g, '') })}
          className="max-w-28"
        />
      </Field>
      {children}
    </Fold>
  );
}
