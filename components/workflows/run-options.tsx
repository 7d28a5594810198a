'use client';

import { CheckField } from '../ui/check-field.tsx';
import { Fold } from '../ui/fold.tsx';
import type { RunOptions } from './use-run.ts';

const texts: readonly { option: keyof RunOptions; label: string; help: string }[] = [
  { option: 'dryRun', label: 'Dry run', help: 'Goes through every step and its log, but nothing is done on any host.' },
  { option: 'queue', label: 'Wait in the queue', help: 'Starts when what runs on this deployment now has ended.' },
  { option: 'force', label: 'Although others depend on it', help: 'Starts even if other deployments use this one.' },
];

/** What can be asked of any run; folded, since most runs need none of it. */
export function RunOptionFields(props: { options: RunOptions; onChange: (options: RunOptions) => void }) {
  const { options, onChange } = props;
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
    </Fold>
  );
}
