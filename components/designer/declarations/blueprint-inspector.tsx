'use client';

import { useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import type { Design } from '../../../core/design/design.ts';
import type { Selection } from '../document/history.ts';
import { useDesigner } from '../document/use-designer.ts';
import { TextSetting } from '../inspector/text-setting.tsx';
import { usePerform } from '../inspector/values/use-commit.ts';
import { DeclarationList } from './declaration-list.tsx';
import { GroupList } from './group-list.tsx';
import { ImportList } from './import-list.tsx';
import { ownTypes } from './own-types.ts';
import { PolicyList } from './policy-list.tsx';
import { Section } from './section.tsx';
import { TypeList } from './type-list.tsx';

/** Everything about the blueprint as a whole: what it declares, groups, imports and defines. */
export function BlueprintInspector({ design }: { design: Design }) {
  const [chosen, choose] = useQueryState('section');
  const canEdit = useDesigner((state) => state.canEdit);
  const entry = useDesigner(({ selection }) => selection.entry?.section);
  const perform = usePerform();
  return (
    <fieldset disabled={!canEdit} className="min-w-0">
      <header className="flex flex-col gap-2 p-3">
        <h2 className="font-semibold">Blueprint</h2>
        <TextSetting
          label="Description"
          isLong
          note={`cloudify_dsl_1_${design.version}`}
          value={design.description ?? ''}
          onTake={(text) => perform([{ kind: 'set-description', text: text.trim() === '' ? null : text }])}
        />
      </header>
      {sectionsOf(design).map(({ id, title, count, content }) => {
        const isOpen = (entry ?? chosen) === id || chosen === id;
        return (
          <Section
            key={id}
            title={title}
            count={count}
            isOpen={isOpen}
            onToggle={() => void choose(isOpen ? null : id)}
          >
            {content}
          </Section>
        );
      })}
    </fieldset>
  );
}

interface Part {
  id: NonNullable<Selection['entry']>['section'] | 'imports' | 'types';
  title: string;
  count: number;
  content: ReactNode;
}

function sectionsOf(design: Design): Part[] {
  const { inputs, outputs, capabilities, groups, policies, imports, types } = design;
  const own = [types.nodes, types.relationships, types.data].flatMap((of) => ownTypes(of)).length;
  const declared = [
    ['inputs', 'Inputs', inputs],
    ['outputs', 'Outputs', outputs],
    ['capabilities', 'Capabilities', capabilities],
  ] as const;
  return [
    ...declared.map(([id, title, declarations]) => ({
      id,
      title,
      count: declarations.length,
      content: <DeclarationList section={id} declarations={declarations} />,
    })),
    { id: 'groups', title: 'Groups', count: groups.length, content: <GroupList design={design} /> },
    { id: 'policies', title: 'Policies', count: policies.length, content: <PolicyList design={design} /> },
    { id: 'imports', title: 'Imports', count: imports.length, content: <ImportList design={design} /> },
    { id: 'types', title: 'Types', count: own, content: <TypeList design={design} /> },
  ];
}
