import type { TypeInterface, TypeOperation } from '../../server/api/contract.ts';
import { Chip } from '../ui/chip.tsx';
import { Inherited } from './inherited.tsx';
import { ShownValue } from './shown-value.tsx';

interface InterfaceListProps {
  interfaces: TypeInterface[];
  typeName: string;
}

/** The operations of a type by interface, with what carries them out. */
export function InterfaceList({ interfaces, typeName }: InterfaceListProps) {
  if (interfaces.length === 0) return <p className="px-4 py-3 text-ink-2 text-sm">It has no interfaces.</p>;
  return (
    <div className="divide-y divide-line">
      {interfaces.map(({ name, side, operations }) => (
        <section key={`${side} ${name}`} aria-label={name} className="px-4 py-3">
          <h3 className="flex flex-wrap items-center gap-2 font-mono text-xs">
            <span className="[overflow-wrap:anywhere]">{name}</span>
            {side && <Chip>on the {side}</Chip>}
          </h3>
          <ul className="mt-2 flex flex-col gap-1.5">
            {operations.map((operation) => (
              <Operation key={operation.name} operation={operation} typeName={typeName} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Operation({ operation, typeName }: { operation: TypeOperation; typeName: string }) {
  const { name, implementation, executor, inputs, from, runs } = operation;
  return (
    <li className="grid gap-x-4 text-sm md:grid-cols-[11rem_1fr]">
      <code className="text-sm [overflow-wrap:anywhere]">{name}</code>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          {implementation ? (
            <code className="text-ink-2 text-xs [overflow-wrap:anywhere]">{implementation}</code>
          ) : (
            <span className="text-ink-3 text-xs">does nothing</span>
          )}
          {executor && <span className="text-ink-3 text-xs">by {executor}</span>}
          {!runs && (
            <Chip tone="warn" title="A run stops when it comes to this operation.">
              not run by Gantry
            </Chip>
          )}
          <Inherited from={from} typeName={typeName} />
        </p>
        {inputs.length > 0 && (
          <dl className="mt-1 mb-1 flex flex-col gap-0.5 border-line border-l pl-3 text-xs">
            {inputs.map((input) => (
              <div key={input.name} className="flex flex-wrap gap-x-2">
                <dt className="font-mono">{input.name}</dt>
                <dd className="flex min-w-0 flex-wrap gap-x-2 text-ink-3">
                  {input.type}
                  {'default' in input && <ShownValue value={input.default ?? null} />}
                  {input.description}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}
