'use client';

import { Trash2 } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { inNamespaceOf, withoutNamespace } from '../../../core/dsl/imports/namespaced-name.ts';
import { Button } from '../../ui/button.tsx';
import { TextSetting } from '../inspector/text-setting.tsx';
import { usePerform } from '../inspector/values/use-commit.ts';
import { plainForm, ValueFormProvider } from '../inspector/values/value-form.ts';
import { definitionSink } from '../inspector/values/value-sink.ts';
import { EntryRow } from './entry-row.tsx';
import { useEntry } from './use-entry.ts';

type Section = 'groups' | 'policies';

interface DefinitionListProps<Definition> {
  section: Section;
  definitions: readonly Definition[];
  /** In a few words what one is. */
  detailOf: (definition: Definition) => string;
  /** What is below the name in its form. */
  children: (definition: Definition) => ReactNode;
}

/** Groups or policies by name, each with its form. */
export function DefinitionList<Definition extends { name: string; file: string | null }>({
  section,
  definitions,
  detailOf,
  children,
}: DefinitionListProps<Definition>) {
  const { open, toggle, identityOf } = useEntry(section);
  return (
    <ul className="flex flex-col gap-1.5">
      {definitions.map((definition) => (
        <EntryRow
          key={identityOf(definition.name)}
          name={definition.name}
          place={identityOf(definition.name)}
          detail={detailOf(definition)}
          isOpen={open === definition.name}
          onToggle={() => toggle(definition.name)}
          isOwn={definition.file !== null}
        >
          <Form section={section} name={definition.name}>
            {children(definition)}
          </Form>
        </EntryRow>
      ))}
    </ul>
  );
}

function Form({ section, name, children }: { section: Section; name: string; children: ReactNode }) {
  const perform = usePerform();
  const form = useMemo(() => plainForm(definitionSink(section, name)), [section, name]);
  const removal =
    section === 'groups'
      ? ({ kind: 'remove-group', group: name } as const)
      : ({ kind: 'remove-policy', policy: name } as const);
  return (
    <ValueFormProvider value={form}>
      <TextSetting
        label="Name"
        isMono
        value={withoutNamespace(name)}
        onTake={(to) => perform([{ kind: 'rename-definition', section, name, to: inNamespaceOf(name, to.trim()) }])}
      />
      {children}
      <Button size="sm" className="self-start" onClick={() => void perform([removal])}>
        <Trash2 /> Remove the {section === 'groups' ? 'group' : 'policy'}
      </Button>
    </ValueFormProvider>
  );
}
