'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Design, DesignDataType, DesignType } from '../../../core/design/design.ts';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { TextSetting } from '../inspector/text-setting.tsx';
import { useTypeNames } from '../inspector/use-type-names.ts';
import { usePerform } from '../inspector/values/use-commit.ts';
import { plainForm, ValueFormProvider } from '../inspector/values/value-form.ts';
import { definitionSink, type ValueSink } from '../inspector/values/value-sink.ts';
import { TextKey, TypeKey } from './definition-setting.tsx';
import { ownOperations, ownProperties, parentOf } from './own-types.ts';
import { PropertySchemaForm } from './property-schema-form.tsx';
import { type TypeKind, typeSections } from './type-sections.ts';

interface TypeFormProps {
  of: TypeKind;
  type: DesignDataType;
  design: Design;
}

/** Everything about a type that the blueprint defines: what it derives from, its properties and operations. */
export function TypeForm({ of, type, design }: TypeFormProps) {
  const { name } = type;
  const { section } = typeSections[of];
  const perform = usePerform();
  const sink = useMemo(() => definitionSink(section, name), [section, name]);
  const form = useMemo(() => plainForm(sink), [sink]);
  const bases = useTypeNames(of).filter((each) => each !== name && (of !== 'data' || each in design.types.data));
  return (
    <ValueFormProvider value={form}>
      <TextSetting
        label="Name"
        isMono
        value={name}
        onTake={(to) => perform([{ kind: 'rename-definition', section, name, to: to.trim() }])}
      />
      <TypeKey
        label="Derived from"
        sink={sink}
        path={['derived_from']}
        value={parentOf(type) ?? undefined}
        types={bases}
        none="Nothing"
      />
      {of === 'data' && (
        <TextKey label="Description" isLong sink={sink} path={['description']} value={type.description ?? undefined} />
      )}
      <h5 className="font-medium text-ink-3 text-xs">Properties of its own</h5>
      {ownProperties(type, design.types[of]).map(([property, schema]) => (
        <PropertySchemaForm key={property} name={property} schema={schema} sink={sink} />
      ))}
      <AddKey label="Name of a new property" onAdd={(property) => perform(sink.set(['properties', property], {}))} />
      {'interfaces' in type && of === 'nodes' && <Operations type={type as DesignType} sink={sink} />}
      <Button
        size="sm"
        className="self-start"
        onClick={() => void perform([{ kind: 'unset-definition', section, name, path: [] }])}
      >
        <Trash2 /> Remove the type
      </Button>
    </ValueFormProvider>
  );
}

function Operations({ type, sink }: { type: DesignType; sink: ValueSink }) {
  const perform = usePerform();
  return (
    <>
      <h5 className="font-medium text-ink-3 text-xs">Operations of its own</h5>
      {ownOperations(type).map(({ interface: within, operation, runs }) => (
        <TextSetting
          key={`${within} ${operation}`}
          label={`${within}.${operation}`}
          isMono
          value={runs}
          placeholder="does nothing"
          onTake={(typed) => perform(sink.set(['interfaces', within, operation, 'implementation'], typed.trim()))}
        />
      ))}
      <AddKey
        label="A new operation: INTERFACE.OPERATION"
        onAdd={async (typed) => {
          const dot = typed.lastIndexOf('.');
          if (dot <= 0 || dot === typed.length - 1) return 'Write the interface, a dot and the operation.';
          const path = ['interfaces', typed.slice(0, dot), typed.slice(dot + 1)];
          return perform(sink.set(path, { implementation: '' }));
        }}
      />
    </>
  );
}

function AddKey({ label, onAdd }: { label: string; onAdd: (name: string) => Promise<string | null> }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  async function add(): Promise<void> {
    const refused = await onAdd(name.trim());
    setProblem(refused);
    if (refused === null) setName('');
  }
  return (
    <form
      className="flex flex-wrap gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void add();
      }}
    >
      <Input
        aria-label={label}
        placeholder={label}
        value={name}
        onChange={({ target }) => setName(target.value)}
        className="!h-7 min-w-0 flex-1 font-mono !text-xs"
      />
      <Button type="submit" size="sm" disabled={name.trim() === ''}>
        <Plus /> Add
      </Button>
      {problem !== null && (
        <p role="alert" className="w-full text-bad text-xs">
          {problem}
        </p>
      )}
    </form>
  );
}
