'use client';

import { PencilRuler, Rocket } from 'lucide-react';
import type { ReactNode } from 'react';
import { guidedBlueprint } from '../../core/guided/guided-blueprint.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { GuidedHosts } from './guided-hosts.tsx';
import { GuidedPicture } from './guided-picture.tsx';
import { GuidedPrograms } from './guided-programs.tsx';
import { NameField } from './name-field.tsx';
import { useCreateDraft } from './use-create-draft.ts';
import { forgetGuided, problemOf, useGuided } from './use-guided.ts';

/** Hosts, programs, a name: what somebody knows who never wrote a blueprint. */
export function GuidedStart() {
  const { answers, set, problems, check } = useGuided();
  const { create, isBusy, problem } = useCreateDraft();
  function finish(deploy: boolean): void {
    if (!check()) return;
    create({ name: answers.name.trim(), ...guidedBlueprint(answers), deploy }, { onSuccess: forgetGuided });
  }
  return (
    <div className="grid max-w-6xl gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <Step number={1} title="Which hosts?" lead="Machines that you already have and can sign in to over SSH.">
          <GuidedHosts
            hosts={answers.hosts}
            problems={problems}
            onChange={(hosts) =>
              set({
                hosts,
                programs: answers.programs.map((each) =>
                  onOneOf(
                    each,
                    hosts.map(({ name }) => name),
                  ),
                ),
              })
            }
          />
        </Step>
        <Step number={2} title="What runs on them?" lead="Begin with a ready one, or with commands of your own.">
          <GuidedPrograms
            programs={answers.programs}
            hosts={answers.hosts}
            problems={problems}
            onChange={(programs) => set({ programs })}
          />
        </Step>
        <Step number={3} title="What is it called?" lead="You find it by this name among the blueprints.">
          <div className="flex flex-col gap-4">
            <NameField
              value={answers.name}
              problem={problemOf(problems, { part: 'name', number: 0, field: 'name' }) ?? problem}
              onChange={(name) => set({ name })}
            />
            {problems.length > 0 && (
              <Notice tone="bad" role="alert" title="Not everything is answered yet">
                {problems.length === 1 ? 'One answer is' : `${problems.length} answers are`} missing or wrong; they are
                marked above.
              </Notice>
            )}
            <div className="flex flex-wrap gap-2">
              <Button variant="primary" disabled={isBusy} onClick={() => finish(true)}>
                <Rocket aria-hidden /> Save and deploy
              </Button>
              <Button disabled={isBusy} onClick={() => finish(false)}>
                <PencilRuler aria-hidden /> Open in the designer
              </Button>
            </div>
          </div>
        </Step>
      </div>
      <GuidedPicture answers={answers} />
    </div>
  );
}

/** A program whose host is no more goes to one that is there. */
function onOneOf<Program extends { host: string }>(program: Program, hosts: readonly string[]): Program {
  return hosts.includes(program.host) ? program : { ...program, host: hosts[0] ?? '' };
}

interface StepProps {
  number: number;
  title: string;
  lead: string;
  children: ReactNode;
}

function Step({ number, title, lead, children }: StepProps) {
  return (
    <Panel aria-labelledby={`step-${number}`} className="p-4">
      <div className="mb-4 flex items-start gap-3">
        <span
          aria-hidden
          className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-sm"
        >
          {number}
        </span>
        <div>
          <h2 id={`step-${number}`} className="font-semibold">
            {title}
          </h2>
          <p className="text-ink-2 text-sm">{lead}</p>
        </div>
      </div>
      {children}
    </Panel>
  );
}
