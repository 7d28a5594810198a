'use client';

import { ArrowRight, Box, Server } from 'lucide-react';
import type { GuidedAnswers } from '../../core/guided/answers.ts';
import { Panel, PanelHeader } from '../ui/table.tsx';

/** What the answers amount to so far: hosts with what runs on them. */
export function GuidedPicture({ answers: { hosts, programs } }: { answers: GuidedAnswers }) {
  return (
    <Panel aria-label="What you get" className="h-fit lg:sticky lg:top-4">
      <PanelHeader title="What you get" />
      <div className="flex flex-col gap-3 bg-[radial-gradient(var(--grid)_1px,transparent_1px)] bg-size-[20px_20px] p-4">
        {hosts.length === 0 && <p className="text-ink-2 text-sm">Choose a host and it appears here.</p>}
        {hosts.map((host) => (
          <div key={host.name} className="rounded-lg border border-line-strong bg-panel p-3 shadow-node">
            <div className="flex items-center gap-2 text-sm">
              <Server aria-hidden className="size-4 shrink-0 text-ink-3" />
              <span className="min-w-0 flex-1 truncate font-medium">{host.name}</span>
              <span className="truncate font-mono text-ink-3 text-xs">{host.address}</span>
            </div>
            {programs
              .filter((program) => program.host === host.name)
              .map((program) => (
                <div key={program.name} className="mt-2 rounded-md border border-line bg-ground px-2.5 py-2 text-sm">
                  <div className="flex items-center gap-2">
                    <Box aria-hidden className="size-4 shrink-0 text-ink-3" />
                    <span className="min-w-0 flex-1 truncate">{program.name}</span>
                    {program.port !== null && <span className="font-mono text-ink-3 text-xs">:{program.port}</span>}
                  </div>
                  {program.uses.map((used) => (
                    <div key={used} className="mt-1 flex items-center gap-1.5 pl-6 text-ink-2 text-xs">
                      <ArrowRight aria-hidden className="size-3" /> uses {used}
                    </div>
                  ))}
                </div>
              ))}
          </div>
        ))}
      </div>
    </Panel>
  );
}
