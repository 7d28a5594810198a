'use client';

import { Group } from 'lucide-react';
import { useMemo } from 'react';
import type { DesignNode } from '../../../core/design/design.ts';
import { Button } from '../../ui/button.tsx';
import { useDesign, useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { group } from '../editing/group-nodes.ts';
import { commonProperties } from './common-properties.ts';
import { PropertyFields } from './values/property-fields.tsx';
import { plainForm, ValueFormProvider } from './values/value-form.ts';
import { nodeSink } from './values/value-sink.ts';

/** What several node templates have in common; a change is made in all of them as one step. */
export function ManyNodes({ nodes }: { nodes: readonly DesignNode[] }) {
  const document = useDesignerDocument();
  const design = useDesign();
  const canEdit = useDesigner((state) => state.canEdit) && nodes.every(({ file }) => file !== null);
  const common = useMemo(() => commonProperties(nodes, design?.types.nodes ?? {}), [nodes, design]);
  const ids = nodes.map(({ id }) => id).join('\n');
  const form = useMemo(() => plainForm(nodeSink(ids.split('\n'))), [ids]);
  return (
    <div className="flex flex-col gap-4 p-3">
      <header>
        <h2 className="font-semibold">{nodes.length} nodes</h2>
        <p className="text-ink-3 text-xs [overflow-wrap:anywhere]">{nodes.map(({ id }) => id).join(', ')}</p>
      </header>
      <Button size="sm" className="self-start" disabled={!canEdit} onClick={() => void group(document)}>
        <Group /> Make a group of them
      </Button>
      {Object.keys(common.properties).length === 0 && (
        <p className="text-ink-2 text-sm">Their types have no property in common.</p>
      )}
      <fieldset disabled={!canEdit} className="flex min-w-0 flex-col gap-4">
        <ValueFormProvider value={form}>
          <PropertyFields properties={common.properties} path={[]} written={common.written} mixed={common.mixed} />
        </ValueFormProvider>
      </fieldset>
    </div>
  );
}
