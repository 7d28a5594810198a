'use client';

import { CaseSensitive, Regex } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Input } from '../ui/field.tsx';
import type { TextMode } from './use-log-state.ts';

interface TextSearchProps extends ComponentProps<'input'> {
  icon: ReactNode;
  modes: readonly TextMode[];
  onModes: (modes: TextMode[]) => void;
}

/** A field for a text that can be taken as a regular expression and with regard to case. */
export function TextSearch({ icon, modes, onModes, className, ...rest }: TextSearchProps) {
  const toggle = (mode: TextMode): void =>
    onModes(modes.includes(mode) ? modes.filter((each) => each !== mode) : [...modes, mode]);
  return (
    <div className={`relative min-w-44 flex-1 ${className ?? ''}`}>
      <span aria-hidden className="pointer-events-none absolute top-1.5 left-2 text-ink-3 [&_svg]:size-4">
        {icon}
      </span>
      <Input type="text" autoComplete="off" spellCheck={false} {...rest} className="!h-7 pr-14 pl-8 text-xs" />
      <span className="absolute top-0.5 right-0.5 flex">
        <IconButton
          label="Match case"
          aria-pressed={modes.includes('case')}
          className="!size-6"
          onClick={() => toggle('case')}
        >
          <CaseSensitive />
        </IconButton>
        <IconButton
          label="Regular expression"
          aria-pressed={modes.includes('regex')}
          className="!size-6"
          onClick={() => toggle('regex')}
        >
          <Regex />
        </IconButton>
      </span>
    </div>
  );
}
