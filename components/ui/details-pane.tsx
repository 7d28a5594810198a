'use client';

import { ArrowLeft, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { IconButton } from './button.tsx';
import { Panel } from './table.tsx';

interface DetailsPaneProps {
  /** What it is about, as its name is spoken: "Details of web-1". */
  name: string;
  title?: ReactNode;
  /** Under the title. */
  lead?: ReactNode;
  /** Beside the title. */
  actions?: ReactNode;
  /** What the way back leads to: "Back to all hosts". */
  back: string;
  onClose: () => void;
  children: ReactNode;
}

/** All that is known about one row of a list. It takes the focus, and gives it back when it is closed; Esc closes it. */
export function DetailsPane({ name, title = name, lead, actions, back, onClose, children }: DetailsPaneProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [wasIn] = useState(() => document.activeElement);
  useEffect(() => {
    heading.current?.focus();
    return () => {
      if (wasIn instanceof HTMLElement && wasIn.isConnected) wasIn.focus();
    };
  }, [wasIn]);
  return (
    <Panel
      data-details
      aria-label={`Details of ${name}`}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
      className="flex min-w-0 flex-col lg:sticky lg:top-4 lg:max-h-[calc(100dvh-5rem)]"
    >
      <header className="flex items-start gap-2 border-line border-b px-4 py-2.5">
        <IconButton label={back} className="-ml-2 lg:hidden" onClick={onClose}>
          <ArrowLeft />
        </IconButton>
        <div className="min-w-0 flex-1">
          <h2
            ref={heading}
            tabIndex={-1}
            className="flex min-h-8 flex-wrap items-center gap-2 font-semibold text-base [overflow-wrap:anywhere]"
          >
            {title}
          </h2>
          {lead && <div className="mt-1 text-ink-2 text-sm">{lead}</div>}
        </div>
        {actions}
        <IconButton label="Close the details" className="-mr-2 max-lg:hidden" onClick={onClose}>
          <X />
        </IconButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <section tabIndex={0} aria-label={`Facts of ${name}`} className="min-h-0 flex-1 lg:overflow-y-auto">
        <div className="flex flex-col gap-5 p-4">{children}</div>
      </section>
    </Panel>
  );
}
