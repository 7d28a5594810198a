'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import type { DesignDeclaration } from '../../../core/design/design.ts';
import type { DeclarationSection } from '../../../core/dsl/edit/intent.ts';
import { IconButton } from '../../ui/button.tsx';
import { entrySelection } from '../document/entry-selection.ts';
import { describeCall } from '../inspector/values/call-text.ts';
import { usePerform } from '../inspector/values/use-commit.ts';
import { lineText } from '../inspector/values/yaml-text.ts';
import { DeclarationForm } from './declaration-form.tsx';
import { keyOf } from './definition-setting.tsx';
import { EntryRow } from './entry-row.tsx';
import { NewEntry } from './new-entry.tsx';
import { useEntry } from './use-entry.ts';

interface DeclarationListProps {
  section: DeclarationSection;
  declarations: readonly DesignDeclaration[];
}

const words = { inputs: 'input', outputs: 'output', capabilities: 'capability' } as const;

/** Inputs, outputs or capabilities in the order of the text, each with its form. */
export function DeclarationList({ section, declarations }: DeclarationListProps) {
  const word = words[section];
  const { identityOf } = useEntry(section);
  return (
    <>
      <ul className="flex flex-col gap-1.5">
        {declarations.map((declaration) => (
          <Row
            key={`${declaration.file} ${identityOf(declaration.name)}`}
            section={section}
            declaration={declaration}
            siblings={declarations.filter(({ file }) => file === declaration.file)}
          />
        ))}
      </ul>
      <NewEntry
        word={word}
        intents={(name) => [
          { kind: 'add-declaration', section, name, definition: section === 'inputs' ? {} : { value: '' } },
        ]}
        select={(name) => entrySelection(section, name)}
      />
    </>
  );
}

interface RowProps {
  section: DeclarationSection;
  declaration: DesignDeclaration;
  /** All of its file, in order. */
  siblings: readonly DesignDeclaration[];
}

function Row({ section, declaration, siblings }: RowProps) {
  const { open, toggle, identityOf } = useEntry(section);
  const perform = usePerform();
  const { name, file } = declaration;
  const at = siblings.indexOf(declaration);
  const move = (moved: string, position: number) =>
    void perform([{ kind: 'move-declaration', section, name: moved, position }]);
  const type = `application/x-gantry-${section}`;
  return (
    <EntryRow
      name={name}
      place={identityOf(name)}
      detail={detailOf(section, declaration)}
      isOpen={open === name}
      onToggle={() => toggle(name)}
      isOwn={file !== null}
      draggable={file !== null}
      onDragStart={({ dataTransfer }) => dataTransfer.setData(type, JSON.stringify({ name, file }))}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(type)) event.preventDefault();
      }}
      onDrop={(event) => {
        const dropped = readDropped(event.dataTransfer.getData(type));
        if (dropped?.file !== file || dropped.name === name) return;
        event.preventDefault();
        move(dropped.name, at);
      }}
      actions={
        file !== null &&
        siblings.length > 1 && (
          <>
            <IconButton
              label={`Move ${name} up`}
              className="!size-6"
              disabled={at === 0}
              onClick={() => move(name, at - 1)}
            >
              <ArrowUp className="!size-3.5" />
            </IconButton>
            <IconButton
              label={`Move ${name} down`}
              className="!size-6"
              disabled={at === siblings.length - 1}
              onClick={() => move(name, at + 1)}
            >
              <ArrowDown className="!size-3.5" />
            </IconButton>
          </>
        )
      }
    >
      <DeclarationForm section={section} declaration={declaration} />
    </EntryRow>
  );
}

/** An input by its type and default, anything else by its value. */
function detailOf(section: DeclarationSection, { definition }: DesignDeclaration): string {
  const value = keyOf(definition, section === 'inputs' ? 'default' : 'value');
  const shown = value === undefined ? '' : (describeCall(value)?.text ?? lineText(value));
  const type = keyOf(definition, 'type');
  return [typeof type === 'string' ? type : '', shown].filter(Boolean).join(' = ');
}

function readDropped(text: string): { name: string; file: string } | null {
  return text === '' ? null : (JSON.parse(text) as { name: string; file: string });
}
