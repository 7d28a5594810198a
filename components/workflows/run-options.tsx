'use client';

import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import type { RunOptions } from './use-run.ts';

const texts: readonly { option: keyof RunOptions; label: string; help: string }[] = [
  { option: 'dryRun', label: 'Dry run', help: 'Goes through every step and its log, but nothing is done on any host.' },
  { option: 'queue', label: 'Wait in the queue', help: 'Starts when what runs on this deployment now has ended.' },
  { option: 'force', label: 'Although others depend on it', help: 'Starts even if other deployments use this one.' },
];

/** What can be asked of any run; folded, since most runs need none of it. */
export function RunOptionFields({
  options,
  onChange,
}: {
  options: RunOptions;
  onChange: (options: RunOptions) => void;
}) {
  const id = useId();
  return (
    <details className="group rounded-lg border border-line">
      <summary className="flex h-9 items-center justify-between px-3 font-medium text-sm">
        More options
        <ChevronDown aria-hidden className="size-4 text-ink-3 group-open:rotate-180" />
      </summary>
      <div className="flex flex-col gap-3 border-line border-t p-3">
        {texts.map(({ option, label, help }) => (
          <div key={option} className="flex items-start gap-2.5">
            <input
              type="checkbox"
              id={`${id}-${option}`}
              aria-describedby={`${id}-${option}-help`}
              checked={options[option]}
              onChange={({ target }) => onChange({ ...options, [option]: target.checked })}
              className="mt-0.5 size-4 accent-accent-fill"
            />
            <div className="min-w-0">
              <label htmlFor={`${id}-${option}`} className="block font-medium text-sm">
                {label}
              </label>
              <p id={`${id}-${option}-help`} className="text-ink-3 text-xs">
                {help}
              </p>
            </div>
          </div>
        ))}
      </div>
    </details>
  );
}
