'use client';

import type { DesignNode } from '../../../core/design/design.ts';
import { useDesign } from '../document/use-designer.ts';
import { InstanceNumbers } from './instance-numbers.tsx';
import { ScalingForm } from './scaling-form.tsx';
import { usePerform } from './values/use-commit.ts';

/** How many instances of a node there are, and the groups that are scaled with it. */
export function InstancesTab({ node }: { node: DesignNode }) {
  const design = useDesign();
  const perform = usePerform();
  const groups = design?.groups.filter(({ members }) => members.includes(node.id)) ?? [];
  const scalings = design?.policies.filter(({ targets }) => groups.some(({ name }) => targets.includes(name))) ?? [];
  return (
    <>
      <InstanceNumbers
        numbers={node.instances}
        onChange={(change) => perform([{ kind: 'set-instances', node: node.id, ...change }])}
      />
      <p className="text-ink-3 text-xs">
        {node.parent === null
          ? 'A deployment begins with the default number; scaling stays between the least and the greatest.'
          : `So many in each instance of ${node.parent}, which contains it.`}
      </p>
      <h4 className="mt-1 font-medium text-ink-3 text-xs">Groups</h4>
      {groups.length === 0 && <p className="text-ink-2 text-sm">It is in no group.</p>}
      {groups.map(({ name, members }) => (
        <div key={name} className="flex flex-col gap-2 rounded-md border border-line p-2.5">
          <p className="text-sm">
            <span className="font-mono">{name}</span>{' '}
            <span className="text-ink-3 text-xs">
              with {members.filter((each) => each !== node.id).join(', ') || 'nothing else'}
            </span>
          </p>
          {scalings
            .filter(({ targets }) => targets.includes(name))
            .map((policy) => (
              <ScalingForm key={policy.name} policy={policy} />
            ))}
        </div>
      ))}
    </>
  );
}
