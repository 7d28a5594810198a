'use client';

import { Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { Json } from '../../../core/blueprint/json.ts';
import type { DesignDeclaration, DesignProperty } from '../../../core/design/design.ts';
import type { DeclarationSection } from '../../../core/dsl/edit/intent.ts';
import { inNamespaceOf, withoutNamespace } from '../../../core/dsl/imports/namespaced-name.ts';
import { Button } from '../../ui/button.tsx';
import { useDesign, useDesigner } from '../document/use-designer.ts';
import { TextSetting } from '../inspector/text-setting.tsx';
import { useTypeNames } from '../inspector/use-type-names.ts';
import { usesOfInput } from '../inspector/values/calls-in.ts';
import { anySchema } from '../inspector/values/literal.ts';
import { usePerform } from '../inspector/values/use-commit.ts';
import { ValueField } from '../inspector/values/value-field.tsx';
import { ValueFormProvider } from '../inspector/values/value-form.ts';
import { noScope } from '../inspector/values/value-options.ts';
import { declarationSink } from '../inspector/values/value-sink.ts';
import { keyOf, TextKey, TypeKey, YesNoKey } from './definition-setting.tsx';

interface DeclarationFormProps {
  section: DeclarationSection;
  declaration: DesignDeclaration;
}

/** Everything about an input, output or capability. */
export function DeclarationForm({ section, declaration }: DeclarationFormProps) {
  const { name, definition } = declaration;
  const perform = usePerform();
  const problems = useDesigner(({ analysis }) => analysis.problems);
  const sink = useMemo(() => declarationSink(section, name), [section, name]);
  const root = useMemo(() => [section, withoutNamespace(name)], [section, name]);
  const form = useMemo(() => ({ sink, scope: noScope, problems, root }), [sink, problems, root]);
  return (
    <ValueFormProvider value={form}>
      <TextSetting
        label="Name"
        isMono
        value={withoutNamespace(name)}
        onTake={(to) => perform([{ kind: 'rename-declaration', section, name, to: inNamespaceOf(name, to.trim()) }])}
      />
      <TextKey label="Description" isLong sink={sink} path={['description']} value={keyOf(definition, 'description')} />
      {section === 'inputs' ? (
        <InputSettings definition={definition} sink={sink} />
      ) : (
        <ValueField
          name="value"
          label="Value"
          path={['value']}
          schema={anySchema}
          isFixed
          written={keyOf(definition, 'value')}
        />
      )}
      <RemoveDeclaration section={section} name={name} />
    </ValueFormProvider>
  );
}

interface InputSettingsProps {
  definition: DesignDeclaration['definition'];
  sink: ReturnType<typeof declarationSink>;
}

function InputSettings({ definition, sink }: InputSettingsProps) {
  const types = useTypeNames('data');
  const key = (name: string) => ({ sink, path: [name], value: keyOf(definition, name) });
  return (
    <>
      <TypeKey label="Type" types={types} {...key('type')} />
      <ValueField
        name="default"
        label="Default"
        path={['default']}
        schema={schemaOf(definition)}
        written={keyOf(definition, 'default')}
      />
      <TextKey label="Shown as" {...key('display_label')} />
      <div className="grid grid-cols-2 gap-2">
        <YesNoKey label="Required" none="Usual: yes" {...key('required')} />
        <YesNoKey label="Hidden" none="Usual: no" {...key('hidden')} />
      </div>
      <ValueField
        name="constraints"
        label="Constraints"
        path={['constraints']}
        schema={constraintSchema}
        written={keyOf(definition, 'constraints')}
      />
    </>
  );
}

const constraintSchema: DesignProperty = {
  type: 'list',
  description: 'A list such as "- in_range: [1, 10]" or "- valid_values: [a, b]".',
  required: false,
};

function schemaOf(definition: Readonly<Record<string, Json>>): DesignProperty {
  const { type, constraints } = definition;
  return {
    ...anySchema,
    type: typeof type === 'string' ? type : null,
    ...(Array.isArray(constraints) ? { constraints } : {}),
  };
}

function RemoveDeclaration({ section, name }: { section: DeclarationSection; name: string }) {
  const design = useDesign();
  const perform = usePerform();
  const uses = useMemo(
    () => (section === 'inputs' && design !== null ? usesOfInput(design, name) : []),
    [design, section, name],
  );
  return (
    <>
      {uses.length > 0 && (
        <p className="text-ink-3 text-xs [overflow-wrap:anywhere]">
          Used by {uses.length === 1 ? '1 place' : `${uses.length} places`}: {uses.slice(0, 5).join('; ')}
          {uses.length > 5 && ` and ${uses.length - 5} more`}
        </p>
      )}
      <Button
        size="sm"
        className="self-start"
        onClick={() => void perform([{ kind: 'remove-declaration', section, name }])}
      >
        <Trash2 /> Remove {name}
      </Button>
    </>
  );
}
