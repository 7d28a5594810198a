'use client';

import type { Design } from '../../../core/design/design.ts';
import { EntryRow } from './entry-row.tsx';
import { NewEntry } from './new-entry.tsx';
import { ownTypes, parentOf } from './own-types.ts';
import { TypeForm } from './type-form.tsx';
import { type TypeKind, typeSections } from './type-sections.ts';
import { useEntry } from './use-entry.ts';

/** The types that the blueprint's own files define. */
export function TypeList({ design }: { design: Design }) {
  return (
    <>
      {(['nodes', 'relationships', 'data'] as const).map((of) => (
        <OfKind key={of} of={of} design={design} />
      ))}
    </>
  );
}

function OfKind({ of, design }: { of: TypeKind; design: Design }) {
  const { title, word, section, base } = typeSections[of];
  const { open, toggle, identityOf } = useEntry(section);
  const types = ownTypes<Design['types']['data'][string]>(design.types[of]);
  return (
    <div className="flex flex-col gap-1.5">
      <h4 className="mt-1 font-medium text-ink-3 text-xs">{title}</h4>
      <ul className="flex flex-col gap-1.5">
        {types.map((type) => (
          <EntryRow
            key={identityOf(type.name)}
            name={type.name}
            place={identityOf(type.name)}
            detail={parentOf(type)}
            isOpen={open === type.name}
            onToggle={() => toggle(type.name)}
            isOwn
          >
            <TypeForm of={of} type={type} design={design} />
          </EntryRow>
        ))}
      </ul>
      <NewEntry
        word={word}
        intents={(name) => [
          {
            kind: 'set-definition',
            section,
            name,
            path: [],
            value: base === null ? { properties: {} } : { derived_from: base },
          },
        ]}
      />
    </div>
  );
}
