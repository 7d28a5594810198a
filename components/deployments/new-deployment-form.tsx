'use client';

import { Play } from 'lucide-react';
import { type FormEvent, useEffect, useRef } from 'react';
import type { BlueprintDetail } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { describedBy, Field, Input } from '../ui/field.tsx';
import { Notice } from '../ui/states.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { InputControl, inputId } from './input-control.tsx';
import { type FormProblem, useNewDeployment } from './use-new-deployment.ts';

const nameId = 'deployment-name';

/** A form generated from the inputs of a blueprint. Problems stand at their fields and in a summary that gets the focus. */
export function NewDeploymentForm({ blueprint, taken }: { blueprint: BlueprintDetail; taken: readonly string[] }) {
  const form = useNewDeployment(blueprint, taken);
  const canOperate = useCanOperate();
  const problemOf = (input: string) => form.problems.find((problem) => problem.input === input)?.message;
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    form.submit({ install: submitter?.getAttribute('value') === 'install' });
  }
  return (
    <form noValidate onSubmit={submit} className="flex max-w-2xl flex-col gap-4">
      <Summary
        problems={form.problems}
        attempt={form.attempt}
        labelOf={(name) => blueprint.inputs[name]?.display_label ?? name}
      />
      <Panel aria-label="Name">
        <div className="p-4">
          <Field id={nameId} label="Name of the deployment" problem={problemOf('name')}>
            <Input
              {...describedBy(nameId, { problem: problemOf('name') !== undefined })}
              value={form.name}
              onChange={({ target }) => form.setName(target.value)}
              autoComplete="off"
              maxLength={128}
            />
          </Field>
        </div>
      </Panel>
      <Panel aria-label="Inputs">
        <PanelHeader title="Inputs" />
        <div className="flex flex-col gap-5 p-4">
          {form.inputs.length === 0 && <p className="text-ink-2 text-sm">This blueprint asks for none.</p>}
          {form.inputs.map(([name, input]) => (
            <InputControl
              key={name}
              name={name}
              input={input}
              value={form.values[name] ?? ''}
              problem={problemOf(`input:${name}`)}
              onChange={(value) => form.setValue(name, value)}
            />
          ))}
        </div>
      </Panel>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" disabled={!canOperate || form.isBusy}>
          {form.isBusy ? 'Creating…' : 'Create deployment'}
        </Button>
        <Button type="submit" value="install" disabled={!canOperate || form.isBusy}>
          <Play aria-hidden /> Create and install
        </Button>
      </div>
    </form>
  );
}

interface SummaryProps {
  problems: FormProblem[];
  attempt: number;
  labelOf: (input: string) => string;
}

function Summary({ problems, attempt, labelOf }: SummaryProps) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each refused attempt moves the focus here, also with the same problems.
  useEffect(() => {
    if (problems.length > 0) box.current?.focus();
  }, [attempt]);
  if (problems.length === 0) return null;
  return (
    <div ref={box} tabIndex={-1}>
      <Notice
        tone="bad"
        role="alert"
        title={problems.length === 1 ? 'One thing must be mended' : `${problems.length} things must be mended`}
      >
        <ul className="list-disc pl-4">
          {problems.map(({ input, message }) => (
            <li key={`${input} ${message}`}>
              {input === null ? (
                message
              ) : (
                <a
                  href={`#${input === 'name' ? nameId : inputId(input.slice('input:'.length))}`}
                  className="underline underline-offset-3"
                >
                  {input === 'name' ? 'Name' : labelOf(input.slice('input:'.length))}: {message}
                </a>
              )}
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
