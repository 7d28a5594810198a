'use client';

import { useQueryState } from 'nuqs';
import type { Design } from '../../../core/design/design.ts';
import { later } from '../../ui/later.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { TextSetting } from '../inspector/text-setting.tsx';
import { usePerform } from '../inspector/values/use-commit.ts';
import { ownTypes } from './own-types.ts';
import { Section } from './section.tsx';
import { type SectionId, sectionIdOf } from './section-ids.ts';

const SectionContent = later(async () => (await import('./section-content.tsx')).SectionContent);

/** Everything about the blueprint as a whole: what it declares, groups, imports and defines. */
export function BlueprintInspector({ design }: { design: Design }) {
  const [chosen, choose] = useQueryState('section');
  const canEdit = useDesigner((state) => state.canEdit);
  const entry = useDesigner(({ selection }) => selection.entry && sectionIdOf(selection.entry.section));
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
      {sectionsOf(design).map(({ id, title, count }) => {
        const isOpen = (entry ?? chosen) === id || chosen === id;
        return (
          <Section
            key={id}
            title={title}
            count={count}
            isOpen={isOpen}
            onToggle={() => void choose(isOpen ? null : id)}
          >
            <SectionContent id={id} design={design} />
          </Section>
        );
      })}
    </fieldset>
  );
}

function sectionsOf(design: Design): { id: SectionId; title: string; count: number }[] {
  const { inputs, outputs, capabilities, labels, blueprintLabels, groups, policies, imports, types } = design;
  const own = [types.nodes, types.relationships, types.data].flatMap((of) => ownTypes(of)).length;
  return [
    { id: 'inputs', title: 'Inputs', count: inputs.length },
    { id: 'outputs', title: 'Outputs', count: outputs.length },
    { id: 'capabilities', title: 'Capabilities', count: capabilities.length },
    { id: 'labels', title: 'Labels', count: labels.length },
    { id: 'blueprint_labels', title: 'Blueprint labels', count: blueprintLabels.length },
    { id: 'groups', title: 'Groups', count: groups.length },
    { id: 'policies', title: 'Policies', count: policies.length },
    { id: 'imports', title: 'Imports', count: imports.length },
    { id: 'types', title: 'Types', count: own },
  ];
}
