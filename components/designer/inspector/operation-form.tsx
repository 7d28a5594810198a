'use client';

import { RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { DesignProperty } from '../../../core/design/design.ts';
import type { OperationPart, OperationPlace } from '../../../core/dsl/edit/intent.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useDesign, useDesigner } from '../document/use-designer.ts';
import { Disclosure } from './disclosure.tsx';
import { changePart, implementationOf, knownImplementations, type ShownOperation } from './operations.ts';
import { ChoiceSetting, TextSetting } from './text-setting.tsx';
import { FormPlace } from './values/form-place.tsx';
import { PropertyFields } from './values/property-fields.tsx';
import { usePerform } from './values/use-commit.ts';
import { ValueFormProvider } from './values/value-form.ts';
import type { ValueScope } from './values/value-options.ts';
import { operationSink } from './values/value-sink.ts';

interface OperationFormProps {
  operation: ShownOperation;
  place: OperationPlace;
  scope: ValueScope;
}

/** One operation: in a line what it runs and who says so; opened, all that can be said over it. */
export function OperationForm({ operation, place, scope }: OperationFormProps) {
  const [isOpen, setOpen] = useState(false);
  const { name, inherited, written } = operation;
  const runs = implementationOf(operation);
  return (
    <div className="rounded-md border border-line">
      <Disclosure isOpen={isOpen} onToggle={() => setOpen(!isOpen)}>
        <span className="font-mono text-xs">{name}</span>
        <span className="min-w-0 flex-1 truncate text-right font-mono text-ink-3 text-xs" title={runs}>
          {runs === '' ? 'does nothing' : runs.slice(runs.lastIndexOf('/') + 1)}
        </span>
        {written !== null && <Chip tone="accent">{inherited === null ? 'added' : 'overridden'}</Chip>}
      </Disclosure>
      {isOpen && (
        <FormPlace name={`${place.relationship?.side ?? ''} ${place.interface}.${place.operation}`}>
          <OpenOperation operation={operation} place={place} scope={scope} />
        </FormPlace>
      )}
    </div>
  );
}

function OpenOperation({ operation, place, scope }: OperationFormProps) {
  const { inherited, written, name } = operation;
  const perform = usePerform();
  const form = useMemo(() => ({ sink: operationSink(place), scope, problems: [], root: [] }), [place, scope]);
  const inputs: Readonly<Record<string, DesignProperty>> = inherited?.inputs ?? {};
  return (
    <div className="flex flex-col gap-3 border-line border-t p-2.5">
      {inherited !== null && <p className="text-ink-3 text-xs">Defined by {inherited.definedBy}</p>}
      <Parts operation={operation} place={place} />
      <h5 className="font-medium text-ink-3 text-xs">Inputs</h5>
      <ValueFormProvider value={form}>
        <PropertyFields properties={inputs} path={[]} written={written?.inputs ?? {}} canAdd />
      </ValueFormProvider>
      {written !== null && (
        <Button size="sm" className="self-start" onClick={() => void perform([{ kind: 'remove-operation', ...place }])}>
          <RotateCcw /> {inherited === null ? `Remove ${name}` : 'Back to the inherited one'}
        </Button>
      )}
    </div>
  );
}

const executors = [
  { value: 'central_deployment_agent', label: 'central_deployment_agent: this server' },
  { value: 'host_agent', label: 'host_agent: the host itself' },
];

function Parts({ operation: { inherited, written }, place }: Omit<OperationFormProps, 'scope'>) {
  const implementations = useImplementations();
  const perform = usePerform();
  const set = (part: OperationPart) => async (typed: string) => {
    const change = changePart(written, { place, part }, typed);
    return change.ok ? perform(change.intents) : change.problem;
  };
  const number = (label: string, part: OperationPart, key: 'maxRetries' | 'retryInterval' | 'timeout') => (
    <TextSetting
      label={label}
      value={String(written?.[key] ?? '')}
      placeholder={String(inherited?.[key] ?? '')}
      onTake={set(part)}
    />
  );
  return (
    <>
      <TextSetting
        label="Implementation"
        isMono
        value={written?.implementation ?? ''}
        placeholder={inherited?.implementation ?? ''}
        suggestions={implementations}
        onTake={set('implementation')}
      />
      <ChoiceSetting
        label="Executor"
        value={written?.executor ?? ''}
        none={inherited?.executor ? `As inherited: ${inherited.executor}` : 'As usual'}
        options={executors}
        onTake={set('executor')}
      />
      <div className="grid grid-cols-3 gap-2">
        {number('Retries', 'max_retries', 'maxRetries')}
        {number('Interval, s', 'retry_interval', 'retryInterval')}
        {number('Timeout, s', 'timeout', 'timeout')}
      </div>
    </>
  );
}

function useImplementations(): readonly string[] {
  const types = useDesign()?.types;
  const files = useDesigner((state) => state.files);
  return useMemo(() => (types ? knownImplementations(types, [...files.keys()]) : []), [types, files]);
}
