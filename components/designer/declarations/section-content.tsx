'use client';

import type { Design } from '../../../core/design/design.ts';
import { DeclarationList } from './declaration-list.tsx';
import { GroupList } from './group-list.tsx';
import { ImportList } from './import-list.tsx';
import { LabelList } from './label-list.tsx';
import { PolicyList } from './policy-list.tsx';
import type { SectionId } from './section-ids.ts';
import { TypeList } from './type-list.tsx';

/** What is in a section of the blueprint. */
export function SectionContent({ id, design }: { id: SectionId; design: Design }) {
  switch (id) {
    case 'labels':
      return <LabelList section={id} labels={design.labels} />;
    case 'blueprint_labels':
      return <LabelList section={id} labels={design.blueprintLabels} />;
    case 'groups':
      return <GroupList design={design} />;
    case 'policies':
      return <PolicyList design={design} />;
    case 'imports':
      return <ImportList design={design} />;
    case 'types':
      return <TypeList design={design} />;
    default:
      return <DeclarationList section={id} declarations={design[id]} />;
  }
}
