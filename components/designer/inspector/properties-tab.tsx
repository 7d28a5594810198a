'use client';

import { useMemo } from 'react';
import type { DesignNode } from '../../../core/design/design.ts';
import { withoutNamespace } from '../../../core/dsl/imports/namespaced-name.ts';
import { useDesigner } from '../document/use-designer.ts';
import { useNodeProblems } from './use-node-problems.ts';
import { PropertyFields } from './values/property-fields.tsx';
import { ValueFormProvider } from './values/value-form.ts';
import { nodeSink } from './values/value-sink.ts';

/** The properties of a node template, each as its type says. */
export function PropertiesTab({ node }: { node: DesignNode }) {
  const type = useDesigner(({ analysis }) => analysis.design?.types.nodes[node.type]);
  const problems = useNodeProblems(node.id);
  const form = useMemo(
    () => ({
      sink: nodeSink([node.id]),
      scope: { words: ['SELF' as const], nodes: [node.id] },
      problems,
      root: ['node_templates', withoutNamespace(node.id), 'properties'],
    }),
    [node.id, problems],
  );
  const properties = type?.properties ?? {};
  return (
    <ValueFormProvider value={form}>
      {type === undefined && (
        <p className="text-ink-2 text-sm">
          No import defines the type, so what is written is shown as it is. Add the import that brings it.
        </p>
      )}
      {type !== undefined && Object.keys(properties).length === 0 && Object.keys(node.properties).length === 0 && (
        <p className="text-ink-3 text-sm">The type has no properties.</p>
      )}
      <PropertyFields properties={properties} path={[]} written={node.properties} canAdd={type === undefined} />
    </ValueFormProvider>
  );
}
