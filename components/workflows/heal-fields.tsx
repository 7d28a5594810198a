'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import type { DeploymentDetail, UnwellInstance } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { inputId } from '../inputs/input-control.tsx';
import { isRequired } from '../inputs/input-field.ts';
import type { FieldProblem, Fields } from '../inputs/use-fields.ts';
import type { Selection } from '../topology/elements.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { NativeSelect } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { type HealChoice, healChoices } from './heal-choices.ts';

const parameter = 'node_instance_id';

interface HealFieldsProps {
  deployment: DeploymentDetail;
  fields: Fields;
  problems: readonly FieldProblem[];
  selection: Selection;
}

/** What is healed: an instance that is known to be unwell, its host, whatever a check finds, or any other one. */
export function HealFields(props: HealFieldsProps) {
  const api = useApi();
  const query = useQuery(api.deployments.unwell.queryOptions({ id: props.deployment.id }));
  return <Loaded query={query}>{(unwell) => <Choices {...props} unwell={unwell} />}</Loaded>;
}

function Choices({ deployment, fields, problems, selection, unwell }: HealFieldsProps & { unwell: UnwellInstance[] }) {
  const spec = fields.specs.find(([name]) => name === parameter)?.[1];
  const mayBeAll = spec !== undefined && !isRequired(spec.input);
  const choices = healChoices(unwell);
  const value = fields.typed[parameter] ?? '';
  const problem = problems.find(({ field }) => field === parameter)?.message;
  const name = useId();
  const choose = (next: string) => fields.setTyped(parameter, next);
  usePreselection({ value, selection, first: choices[0]?.id, choose });
  return (
    <fieldset id={inputId(parameter)} tabIndex={-1} aria-describedby={problem ? `${name}-problem` : undefined}>
      <legend className="mb-1.5 font-medium text-sm">What is to be healed</legend>
      <div className="flex flex-col divide-y divide-line overflow-hidden rounded-md border border-line bg-raised">
        {choices.map((each) => (
          <Row key={each.id} name={name} checked={value === each.id} onChoose={() => choose(each.id)}>
            <ChoiceText choice={each} />
          </Row>
        ))}
        {mayBeAll && (
          <Row name={name} checked={value === ''} onChoose={() => choose('')}>
            <span className="font-medium">Whatever a check finds not well</span>
            <span className="block text-ink-2 text-xs">Every instance is asked for its status first.</span>
          </Row>
        )}
        {choices.length === 0 && !mayBeAll && (
          <p className="px-3 py-2 text-ink-2 text-sm">Nothing is known to be unwell; choose what to heal.</p>
        )}
        <Other deployment={deployment} known={choices} value={value} onChoose={choose} />
      </div>
      {problem && (
        <p id={`${name}-problem`} className="mt-1 text-bad text-xs">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

/** What is chosen on the drawing is meant, else what is known to be unwell. Only at the beginning. */
function usePreselection(given: {
  value: string;
  selection: Selection;
  first: string | undefined;
  choose: (id: string) => void;
}): void {
  const { value, selection, first, choose } = given;
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const suggested = selection.instance ?? first;
    if (value === '' && suggested !== undefined) choose(suggested);
  }, [value, selection.instance, first, choose]);
}

function Row(props: { name: string; checked: boolean; onChoose: () => void; children: React.ReactNode }) {
  return (
    <label className="flex min-h-11 cursor-pointer items-start gap-2.5 px-3 py-2 text-sm hover:bg-hover has-checked:bg-accent-soft">
      <input
        type="radio"
        name={props.name}
        checked={props.checked}
        onChange={props.onChoose}
        className="mt-0.5 size-4 shrink-0 accent-accent-fill"
      />
      <span className="min-w-0 flex-1">{props.children}</span>
    </label>
  );
}

function ChoiceText({ choice }: { choice: HealChoice }) {
  return (
    <>
      <span className="flex items-center gap-2">
        {choice.kind === 'instance' && <StateMark kind="failed" />}
        <span className="truncate font-mono text-xs">{choice.id}</span>
      </span>
      <span className="mt-0.5 line-clamp-2 block text-ink-2 text-xs [overflow-wrap:anywhere]">{choice.text}</span>
    </>
  );
}

/** Any instance that is not listed above it. */
function Other(props: {
  deployment: DeploymentDetail;
  known: readonly HealChoice[];
  value: string;
  onChoose: (id: string) => void;
}) {
  const { deployment, known, value, onChoose } = props;
  const isOther = value !== '' && !known.some(({ id }) => id === value);
  return (
    <div className="flex flex-wrap items-center gap-2.5 px-3 py-2">
      <span className="text-ink-2 text-sm">Another instance</span>
      <NativeSelect
        aria-label="Another instance"
        value={isOther ? value : ''}
        onChange={({ target }) => onChoose(target.value)}
        className="!h-7 !w-auto min-w-40 flex-1 font-mono text-xs"
      >
        <option value="">None</option>
        {deployment.topology.nodes.map((node) => (
          <optgroup key={node.id} label={node.id}>
            {node.instances.map(({ id }) => (
              <option key={id}>{id}</option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
    </div>
  );
}
