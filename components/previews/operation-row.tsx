import { ChevronRight } from 'lucide-react';
import type { PreviewOperation } from '../../server/api/contract.ts';
import { shortOperation } from '../instances/short-operation.ts';
import { EffectMark } from '../topology/effect-mark.tsx';
import { JsonView } from '../ui/json-view.tsx';
import type { NumberedOperation } from './group-operations.ts';

/** One operation: what, on which instance, where; opened, also its implementation and its inputs. */
export function OperationRow({ numbered, showsInstance }: { numbered: NumberedOperation; showsInstance: boolean }) {
  const { number, operation } = numbered;
  return (
    <li className="[contain-intrinsic-size:auto_36px] [content-visibility:auto]">
      <details className="group">
        <summary className="flex min-h-9 list-none items-center gap-2.5 px-3 py-1 text-xs hover:bg-hover [&::-webkit-details-marker]:hidden">
          <span className="tabular w-6 shrink-0 text-right text-ink-3">{number}</span>
          <EffectMark effect={operation.effect} labelled />
          <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
            <span className="font-medium [overflow-wrap:anywhere]" title={operation.operation}>
              {shortOperation(operation.operation)}
            </span>
            {showsInstance && (
              <span className="font-mono text-ink-2 [overflow-wrap:anywhere]">{operation.instance}</span>
            )}
            {operation.relationship && (
              <span className="font-mono text-ink-3 [overflow-wrap:anywhere]">→ {operation.relationship.target}</span>
            )}
          </span>
          <span className="max-w-40 shrink-0 truncate text-ink-3 max-sm:hidden">{hostText(operation)}</span>
          <ChevronRight aria-hidden className="size-3.5 shrink-0 text-ink-3 group-open:rotate-90" />
        </summary>
        <Detail operation={operation} />
      </details>
    </li>
  );
}

function Detail({ operation }: { operation: PreviewOperation }) {
  const facts = [
    { label: 'operation', value: operation.operation },
    { label: 'runs', value: operation.implementation },
    { label: 'on', value: hostText(operation) },
    { label: 'retries', value: operation.maxRetries < 0 ? 'without end' : String(operation.maxRetries) },
    ...(operation.relationship
      ? [{ label: 'as', value: `the ${operation.relationship.side} of the relationship` }]
      : []),
  ];
  return (
    <div className="flex flex-col gap-2 border-line border-t bg-ground px-3 py-2.5 text-xs">
      <dl className="flex flex-wrap gap-x-4 gap-y-0.5">
        {facts.map(({ label, value }) => (
          <div key={label} className="flex min-w-0 gap-1.5">
            <dt className="text-ink-3">{label}</dt>
            <dd className="min-w-0 font-mono [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <div>
        <h5 className="mb-0.5 text-ink-3">Inputs</h5>
        <JsonView value={operation.inputs} empty="None." />
      </div>
    </div>
  );
}

function hostText({ host }: PreviewOperation): string {
  if (host === null) return 'this server';
  return host.address ?? host.instance;
}
