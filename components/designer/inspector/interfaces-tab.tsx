'use client';

import { useMemo } from 'react';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { DesignInterfaces, DesignNode } from '../../../core/design/design.ts';
import type { OperationPlace } from '../../../core/dsl/edit/intent.ts';
import { useDesigner } from '../document/use-designer.ts';
import { NewOperation } from './new-operation.tsx';
import { OperationForm } from './operation-form.tsx';
import { shownOperations } from './operations.ts';
import type { ValueScope } from './values/value-options.ts';

const none: DesignInterfaces = {};

/** The operations of a node template. */
export function NodeInterfaces({ node }: { node: DesignNode }) {
  const inherited = useDesigner(({ analysis }) => analysis.design?.types.nodes[node.type]?.interfaces) ?? none;
  const scope = useMemo(() => ({ words: ['SELF' as const], nodes: [node.id] }), [node.id]);
  return <Interfaces inherited={inherited} written={node.interfaces} place={{ node: node.id }} scope={scope} />;
}

interface InterfacesProps {
  inherited: DesignInterfaces;
  written: JsonObject;
  /** Whose operations these are. */
  place: Omit<OperationPlace, 'interface' | 'operation'>;
  scope: ValueScope;
}

/** Operations by interface: those of the type, with what the template says over them, and its own. */
export function Interfaces({ inherited, written, place, scope }: InterfacesProps) {
  const operations = useMemo(() => shownOperations(inherited, written), [inherited, written]);
  const groups = [...Map.groupBy(operations, (operation) => operation.interface)];
  return (
    <>
      {groups.length === 0 && <p className="text-ink-3 text-sm">The type has no operations.</p>}
      {groups.map(([name, members]) => (
        <section key={name} aria-label={name} className="flex flex-col gap-1.5">
          <h4 className="truncate font-mono text-ink-3 text-xs" title={name}>
            {name}
          </h4>
          {members.map((operation) => (
            <OperationForm
              key={operation.name}
              operation={operation}
              place={{ ...place, interface: name, operation: operation.name }}
              scope={scope}
            />
          ))}
        </section>
      ))}
      <NewOperation place={place} interfaces={groups.map(([name]) => name)} />
    </>
  );
}
