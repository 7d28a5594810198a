'use client';

import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { PreferenceName, Preferences } from '../shell/preferences.ts';
import { usePreference } from '../shell/preferences-context.tsx';
import { formatMoment } from '../ui/format-time.ts';
import { walkChoices } from '../ui/walk-choices.ts';

/** How the product looks in this browser; each choice is seen at once. */
export function Appearance() {
  return (
    <div className="flex flex-col gap-8 p-4 md:p-6">
      <Choice
        name="theme"
        title="Theme"
        labels={{ system: 'As the system', light: 'Light', dark: 'Dark' }}
        picture={(value) => (
          <span aria-hidden className="grid h-20 grid-cols-2 overflow-hidden rounded-md border border-line">
            <Swatch scheme={value === 'dark' ? 'dark' : 'light'} />
            <Swatch scheme={value === 'light' ? 'light' : 'dark'} />
          </span>
        )}
      />
      <Choice
        name="density"
        title="Rows of tables"
        labels={{ comfortable: 'Comfortable', compact: 'Compact' }}
        picture={(value) => <Rows isCompact={value === 'compact'} />}
      />
      <Choice
        name="time"
        title="Times in lists"
        labels={{ relative: 'How long ago', local: 'Date and time here', utc: 'Date and time in UTC' }}
        picture={(value) => (
          <span className="tabular flex h-8 items-center whitespace-nowrap rounded-md bg-sunken px-2 text-ink-2 text-xs">
            {value === 'relative' ? '3 min ago' : formatMoment(sample, value)}
          </span>
        )}
      />
    </div>
  );
}

const sample = Date.UTC(2030, 0, 31, 14, 5, 9);

interface ChoiceProps<Name extends PreferenceName> {
  name: Name;
  title: string;
  labels: Record<Preferences[Name], string>;
  picture: (value: Preferences[Name]) => ReactNode;
}

function Choice<Name extends 'theme' | 'density' | 'time'>({ name, title, labels, picture }: ChoiceProps<Name>) {
  const [chosen, choose] = usePreference(name);
  const values = Object.keys(labels) as Preferences[Name][];
  return (
    <section>
      <h2 className="mb-3 font-semibold text-sm">{title}</h2>
      <div
        role="radiogroup"
        aria-label={title}
        onKeyDown={(event) => walkChoices(event, 'radio')}
        className="flex flex-wrap gap-4"
      >
        {values.map((each) => (
          // biome-ignore lint/a11y/useSemanticElements: a button takes a picture as its face, and arrows choose at once.
          <button
            type="button"
            role="radio"
            key={each}
            aria-checked={each === chosen}
            tabIndex={each === chosen ? 0 : -1}
            onClick={() => choose(each)}
            className="flex w-50 flex-col gap-2 rounded-lg border border-line bg-panel p-2 text-left text-sm hover:border-line-strong aria-checked:border-accent aria-checked:ring-2 aria-checked:ring-accent/30 forced-colors:aria-checked:outline-2"
          >
            {picture(each)}
            <span className="px-1 pb-0.5 font-medium">{labels[each]}</span>
          </button>
        ))}
      </div>
    </section>
  );
}

function Rows({ isCompact }: { isCompact: boolean }) {
  return (
    <span
      aria-hidden
      className={clsx(
        'flex h-20 flex-col overflow-hidden rounded-md border border-line p-2',
        isCompact ? 'gap-1' : 'gap-2.5',
      )}
    >
      {['w-4/5', 'w-3/5', 'w-2/3', 'w-4/5', 'w-1/2', 'w-3/4', 'w-3/5'].map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing whose lines never change places.
        <span key={row} className={clsx('h-1.5 shrink-0 rounded-full bg-line-strong', width)} />
      ))}
    </span>
  );
}

function Swatch({ scheme }: { scheme: 'light' | 'dark' }) {
  return (
    <span
      className={clsx('flex flex-col justify-center gap-1.5 p-3', scheme === 'light' ? 'bg-[#f5f6f9]' : 'bg-[#0c0f14]')}
    >
      <span className={clsx('h-1.5 w-4/5 rounded-full', scheme === 'light' ? 'bg-[#12161d]' : 'bg-[#e9edf3]')} />
      <span className={clsx('h-1.5 w-3/5 rounded-full', scheme === 'light' ? 'bg-[#8b95a5]' : 'bg-[#5c687a]')} />
      <span className={clsx('h-1.5 w-2/5 rounded-full', scheme === 'light' ? 'bg-[#2a50dc]' : 'bg-[#92abff]')} />
    </span>
  );
}
