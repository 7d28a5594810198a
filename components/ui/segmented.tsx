import type { ReactNode } from 'react';
import { walkChoices } from './walk-choices.ts';

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: { value: T; label: string; icon?: ReactNode }[];
}

/** One of a few, all in view. With an icon the label is only spoken. */
export function Segmented<T extends string>({ label, value, onChange, options }: SegmentedProps<T>) {
  const isNone = options.every((option) => option.value !== value);
  return (
    <div
      role="radiogroup"
      aria-label={label}
      onKeyDown={(event) => walkChoices(event, 'radio')}
      className="inline-flex h-7 w-fit shrink-0 items-center rounded-md border border-line bg-sunken p-px"
    >
      {options.map((option, place) => (
        // biome-ignore lint/a11y/useSemanticElements: a button takes an icon as its face, and arrows choose at once.
        <button
          type="button"
          role="radio"
          key={option.value}
          aria-checked={option.value === value}
          aria-label={option.icon ? option.label : undefined}
          title={option.icon ? option.label : undefined}
          tabIndex={option.value === value || (isNone && place === 0) ? 0 : -1}
          onClick={() => option.value !== value && onChange(option.value)}
          className="inline-flex h-full min-w-7 items-center justify-center rounded-[5px] px-2 font-medium text-ink-2 text-xs hover:text-ink aria-checked:bg-raised aria-checked:text-ink aria-checked:shadow-node forced-colors:aria-checked:outline-2 [&_svg]:size-3.5"
        >
          {option.icon ?? option.label}
        </button>
      ))}
    </div>
  );
}
