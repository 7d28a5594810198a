import { SlidersHorizontal } from 'lucide-react';
import type { PlanInput } from '../../core/plan/plan.ts';
import { describeConstraint } from '../inputs/input-constraints.ts';
import { defaultText, isRequired, kindOf } from '../inputs/input-field.ts';
import { Chip } from '../ui/chip.tsx';
import { Empty } from '../ui/states.tsx';

export function BlueprintInputs({ inputs }: { inputs: Record<string, PlanInput> }) {
  const entries = Object.entries(inputs);
  if (entries.length === 0) {
    return (
      <Empty icon={<SlidersHorizontal />} title="No inputs">
        A deployment of this blueprint asks for nothing.
      </Empty>
    );
  }
  return (
    <dl className="m-4 flex max-w-3xl flex-col divide-y divide-line rounded-lg border border-line bg-panel px-4 md:m-6">
      {entries.map(([name, input]) => (
        <div key={name} className="py-3">
          <dt className="flex flex-wrap items-center gap-2">
            <code className="font-medium text-sm">{name}</code>
            <Chip>{input.type ?? kindOf({ input })}</Chip>
            {isRequired(input) && <Chip tone="accent">Required</Chip>}
          </dt>
          <dd className="mt-1 text-ink-2 text-sm">
            {input.description && <p>{input.description}</p>}
            {(input.constraints ?? []).map((constraint) => (
              <p key={JSON.stringify(constraint)} className="text-ink-3 text-xs">
                {describeConstraint(constraint)}
              </p>
            ))}
            {input.default !== undefined && (
              <p className="text-xs">
                <span className="text-ink-3">default </span>
                <code className="whitespace-pre-wrap [overflow-wrap:anywhere]">{defaultText(input.default)}</code>
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
