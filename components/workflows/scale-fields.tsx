'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ScalableView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { inputId } from '../inputs/input-control.tsx';
import type { FieldProblem, Fields } from '../inputs/use-fields.ts';
import type { Selection } from '../topology/elements.ts';
import { count } from '../ui/count.ts';
import { describedBy, Field, NativeSelect } from '../ui/field.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { describeScaling } from './describe-scaling.ts';
import { Stepper } from './stepper.tsx';

interface ScaleFieldsProps {
  deploymentId: string;
  /** The parameter that names the node or group. */
  entity: string;
  fields: Fields;
  problems: readonly FieldProblem[];
  selection: Selection;
}

/** What is scaled, and to how many or by how many; with the numbers of now and the bounds that the blueprint sets. */
export function ScaleFields(props: ScaleFieldsProps) {
  const api = useApi();
  const query = useQuery(api.deployments.scalables.queryOptions({ id: props.deploymentId }));
  return <Loaded query={query}>{(scalables) => <Choice {...props} scalables={scalables} />}</Loaded>;
}

function Choice({ scalables, entity, fields, problems, selection }: ScaleFieldsProps & { scalables: ScalableView[] }) {
  const id = inputId(entity);
  const name = fields.typed[entity] ?? '';
  const problem = problems.find(({ field }) => field === entity)?.message;
  const chosen = scalables.find((each) => each.name === name);
  useSuggestion({ scalables, name, selection, choose: (next) => fields.setTyped(entity, next) });
  const groups = scalables.filter(({ kind }) => kind === 'group');
  const nodes = scalables.filter(({ kind }) => kind === 'node');
  return (
    <>
      <Field
        id={id}
        label={<span className="font-mono">{entity}</span>}
        note="required"
        problem={problem}
        help={whatIt(chosen)}
      >
        <NativeSelect
          {...describedBy(id, { problem: problem !== undefined, help: chosen !== undefined })}
          value={name}
          aria-required
          onChange={({ target }) => fields.setTyped(entity, target.value)}
        >
          {name === '' && <option value="">Choose, here or on the drawing…</option>}
          {groups.length > 0 && (
            <optgroup label="Scaling groups">
              {groups.map((each) => (
                <Option key={each.name} scalable={each} />
              ))}
            </optgroup>
          )}
          <optgroup label="Nodes">
            {nodes.map((each) => (
              <Option key={each.name} scalable={each} />
            ))}
          </optgroup>
        </NativeSelect>
      </Field>
      <Amount scalable={chosen} fields={fields} problems={problems} />
    </>
  );
}

function Option({ scalable: { name, current } }: { scalable: ScalableView }) {
  return (
    <option value={name}>
      {name} · {current} now
    </option>
  );
}

function whatIt(scalable: ScalableView | undefined): string | undefined {
  if (!scalable) return undefined;
  const { kind, members, within, current, total } = scalable;
  const parts = kind === 'group' ? [`Of ${members.join(', ')}.`] : [];
  if (within !== null) parts.push(`${current} in each instance of ${within}, ${count(total, 'instance')} in all.`);
  return parts.join(' ') || undefined;
}

/** Takes what is chosen on the drawing, or the only thing that there is. */
function useSuggestion(given: {
  scalables: readonly ScalableView[];
  name: string;
  selection: Selection;
  choose: (name: string) => void;
}): void {
  const { scalables, name, selection, choose } = given;
  const [seen, setSeen] = useState<string | null>(null);
  useEffect(() => {
    if (selection.node !== seen) {
      setSeen(selection.node);
      if (selection.node !== null && scalables.some((each) => each.name === selection.node)) choose(selection.node);
    } else if (name === '' && scalables.length === 1 && scalables[0]) choose(scalables[0].name);
  }, [scalables, name, selection.node, seen, choose]);
}

type Way = 'to' | 'by';

/** The same number in two ways: how many there are to be, or how many more or fewer. */
function Amount(props: { scalable: ScalableView | undefined; fields: Fields; problems: readonly FieldProblem[] }) {
  const { scalable, fields, problems } = props;
  const [way, setWay] = useState<Way>('to');
  const typed = fields.typed['delta'] ?? '';
  const current = scalable?.current ?? 0;
  const isTotal = way === 'to' && scalable !== undefined;
  const delta = Number(typed);
  const id = inputId('delta');
  const said = scalable && Number.isInteger(delta) && typed.trim() !== '' ? describeScaling(scalable, delta) : null;
  const problem = problems.find(({ field }) => field === 'delta')?.message ?? said?.problem;
  return (
    <Field
      id={id}
      label={isTotal ? 'Instances' : <span className="font-mono">delta</span>}
      note={scalable && boundsText(scalable)}
      problem={problem}
      help={said?.text}
    >
      <div className="flex flex-wrap items-center gap-3">
        <Stepper
          {...describedBy(id, { problem: problem !== undefined, help: said?.text !== undefined })}
          value={isTotal && typed.trim() !== '' && Number.isInteger(delta) ? String(current + delta) : typed}
          least={isTotal ? 0 : -current}
          onChange={(value) => fields.setTyped('delta', isTotal ? toDelta(value, current) : value)}
        />
        {scalable && (
          <div>
            <Segmented
              label="Say the number as"
              value={way}
              onChange={setWay}
              options={[
                { value: 'to', label: 'How many' },
                { value: 'by', label: 'More or fewer' },
              ]}
            />
          </div>
        )}
      </div>
      {said?.warning && <p className="text-warn text-xs">{said.warning}</p>}
    </Field>
  );
}

function toDelta(total: string, current: number): string {
  return /^\d+$/.test(total.trim()) ? String(Number(total) - current) : total;
}

function boundsText({ min, max }: ScalableView): string {
  if (max < 0) return min > 0 ? `at least ${min}` : 'any number';
  return `${min} to ${max}`;
}
