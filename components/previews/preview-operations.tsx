'use client';

import { ListOrdered, Rows3, X } from 'lucide-react';
import { useState } from 'react';
import type { PreviewView } from '../../server/api/contract.ts';
import type { Selection } from '../topology/elements.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { type Arrangement, groupOperations, type OperationGroup } from './group-operations.ts';
import { OperationRow } from './operation-row.tsx';

/** Rows beyond these are drawn when they are asked for. */
const pageSize = 200;

interface PreviewOperationsProps {
  preview: PreviewView;
  selection: Selection;
  onSelect: (selection: Selection) => void;
}

/** Every operation of a run that has not been started, in the order in which it would begin, or by instance. */
export function PreviewOperations({ preview, selection, onSelect }: PreviewOperationsProps) {
  const [arrangement, setArrangement] = useState<Arrangement>('order');
  const [limit, setLimit] = useState(pageSize);
  const stages = preview.operations.at(-1)?.stage ?? 1;
  const all = groupOperations(preview.operations, arrangement, stages);
  const only = selection.instance ?? selection.node;
  const groups = firstOf(only === null ? all : all.map((group) => onlyOf(group, selection)), limit);
  const wanted = only === null ? preview.operations.length : countOf(all.map((group) => onlyOf(group, selection)));
  if (preview.operations.length === 0) return null;
  return (
    <section aria-label="Operations">
      <div className="mb-1.5 flex min-h-7 flex-wrap items-center gap-2">
        <h3 className="font-medium text-ink-3 text-xs">Operations</h3>
        {only !== null && (
          <Button size="sm" variant="ghost" onClick={() => onSelect({ node: null, instance: null })}>
            Only {only}; show all <X aria-hidden />
          </Button>
        )}
        <div className="ml-auto">
          <Segmented
            label="Arrange the operations"
            value={arrangement}
            onChange={setArrangement}
            options={[
              { value: 'order', label: 'In the order of the run', icon: <ListOrdered aria-hidden /> },
              { value: 'instance', label: 'By instance', icon: <Rows3 aria-hidden /> },
            ]}
          />
        </div>
      </div>
      <div className="overflow-hidden rounded-lg border border-line">
        {groups.map((group) => (
          <Group key={group.key} group={group} />
        ))}
        {wanted === 0 && <p className="px-3 py-3 text-ink-3 text-sm">This run does nothing on {only}.</p>}
      </div>
      <More hidden={wanted - countOf(groups)} unlisted={preview.moreOperations} onMore={() => setLimit(Infinity)} />
    </section>
  );
}

function Group({ group }: { group: OperationGroup }) {
  const heading = [group.title, group.instance?.id].filter(Boolean).join(' · ');
  return (
    <div className="border-line not-first:border-t">
      {heading && <h4 className="bg-sunken px-3 py-1 font-medium text-ink-2 text-xs">{heading}</h4>}
      <ol className="divide-y divide-line">
        {group.operations.map((each) => (
          <OperationRow key={each.number} numbered={each} showsInstance={group.instance === null} />
        ))}
      </ol>
    </div>
  );
}

function More({ hidden, unlisted, onMore }: { hidden: number; unlisted: number; onMore: () => void }) {
  return (
    <>
      {hidden > 0 && (
        <Button size="sm" className="mt-2" onClick={onMore}>
          Show {hidden} more
        </Button>
      )}
      {unlisted > 0 && (
        <p className="mt-2 text-ink-3 text-xs">
          {unlisted} more operations are not listed. They are part of what you approve.
        </p>
      )}
    </>
  );
}

function onlyOf(group: OperationGroup, { node, instance }: Selection): OperationGroup {
  return {
    ...group,
    operations: group.operations.filter(({ operation }) =>
      instance === null ? operation.node === node : operation.instance === instance,
    ),
  };
}

function firstOf(groups: readonly OperationGroup[], limit: number): OperationGroup[] {
  let left = limit;
  return groups.flatMap((group) => {
    const operations = group.operations.slice(0, left);
    left -= operations.length;
    return operations.length > 0 ? [{ ...group, operations }] : [];
  });
}

function countOf(groups: readonly OperationGroup[]): number {
  return groups.reduce((sum, { operations }) => sum + operations.length, 0);
}
