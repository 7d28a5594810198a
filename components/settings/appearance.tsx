'use client';

import { clsx } from 'clsx';
import { RadioGroup } from 'radix-ui';
import { isTheme, type Theme, themes } from '../shell/theme.ts';
import { useTheme } from '../shell/theme-context.tsx';

const labels: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export function Appearance() {
  const { theme, setTheme } = useTheme();
  return (
    <section className="p-4 md:p-6">
      <h2 className="mb-3 font-semibold text-sm">Theme</h2>
      <RadioGroup.Root
        aria-label="Theme"
        value={theme}
        onValueChange={(value) => isTheme(value) && setTheme(value)}
        className="flex flex-wrap gap-4"
      >
        {themes.map((each) => (
          <RadioGroup.Item
            key={each}
            value={each}
            className="group flex w-44 flex-col gap-2 rounded-lg border border-line bg-panel p-2 text-left text-sm hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:ring-2 data-[state=checked]:ring-accent/30"
          >
            <span aria-hidden className="grid h-20 grid-cols-2 overflow-hidden rounded-md border border-line">
              <Swatch scheme={each === 'dark' ? 'dark' : 'light'} />
              <Swatch scheme={each === 'light' ? 'light' : 'dark'} />
            </span>
            <span className="px-1 pb-0.5 font-medium">{labels[each]}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </section>
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
