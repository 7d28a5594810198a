'use client';

import { Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { Json } from '../../../core/blueprint/json.ts';
import type { DesignDeclaration, DesignProblem } from '../../../core/design/design.ts';
import { inNamespaceOf, withoutNamespace } from '../../../core/dsl/imports/namespaced-name.ts';
import { Button } from '../../ui/button.tsx';
import { entrySelection } from '../document/entry-selection.ts';
import { useDesigner } from '../document/use-designer.ts';
import { TextSetting } from '../inspector/text-setting.tsx';
import { describeCall } from '../inspector/values/call-text.ts';
import { ItemFields } from '../inspector/values/item-fields.tsx';
import { ProblemNotes } from '../inspector/values/problem-notes.tsx';
import { usePerform } from '../inspector/values/use-commit.ts';
import { isBelow } from '../inspector/values/value-changes.ts';
import { ValueField } from '../inspector/values/value-field.tsx';
import { ValueFormProvider } from '../inspector/values/value-form.ts';
import { noScope } from '../inspector/values/value-options.ts';
import { definitionSink } from '../inspector/values/value-sink.ts';
import { lineText } from '../inspector/values/yaml-text.ts';
import { EntryRow } from './entry-row.tsx';
import { NewEntry } from './new-entry.tsx';
import { useEntry } from './use-entry.ts';

type LabelSection = 'labels' | 'blueprint_labels';

interface LabelListProps {
  section: LabelSection;
  labels: readonly DesignDeclaration[];
}

/** Labels of the deployments or of the blueprint, each with its values. */
export function LabelList({ section, labels }: LabelListProps) {
  const { open, toggle, identityOf } = useEntry(section);
  const word = section === 'labels' ? 'label' : 'blueprint label';
  return (
    <>
      <p className="text-ink-3 text-xs">
        {section === 'labels'
          ? 'Every deployment of the blueprint gets them. A value may come from an input.'
          : 'Those of the blueprint itself. Their values are texts.'}
      </p>
      <ul className="flex flex-col gap-1.5">
        {labels.map((label) => (
          <EntryRow
            key={`${label.file} ${identityOf(label.name)}`}
            name={label.name}
            place={identityOf(label.name)}
            detail={valuesOf(label).map(shortText).filter(Boolean).join(', ')}
            isOpen={open === label.name}
            onToggle={() => toggle(label.name)}
            isOwn={label.file !== null}
          >
            <LabelForm section={section} label={label} />
          </EntryRow>
        ))}
      </ul>
      <NewEntry
        word={word}
        value="first value"
        intents={(name, value) => [{ kind: 'set-definition', section, name, path: [], value: { values: [value] } }]}
        select={(name) => entrySelection(section, name)}
      />
    </>
  );
}

function LabelForm({ section, label }: { section: LabelSection; label: DesignDeclaration }) {
  const { name } = label;
  const perform = usePerform();
  const problems = useDesigner(({ analysis }) => analysis.problems);
  const form = useMemo(() => {
    const refuses = section === 'labels' ? ('attributes' as const) : ('calls' as const);
    const root = [section, withoutNamespace(name)];
    return { sink: definitionSink(section, name), scope: { ...noScope, refuses }, problems, root };
  }, [section, name, problems]);
  const values = valuesOf(label);
  const isAtValue = ({ path }: DesignProblem) => path[2] === 'values' && Number(path[3]) < values.length;
  const others = problems.filter((problem) => isBelow(problem.path, form.root) && !isAtValue(problem));
  return (
    <ValueFormProvider value={form}>
      <TextSetting
        label="Key"
        isMono
        value={withoutNamespace(name)}
        onTake={(to) => perform([{ kind: 'rename-definition', section, name, to: inNamespaceOf(name, to.trim()) }])}
      />
      <ItemFields name={name} word="value" path={['values']} items={values} Field={ValueField} />
      <ProblemNotes name={name} problems={others} />
      <Button
        size="sm"
        className="self-start"
        onClick={() => void perform([{ kind: 'unset-definition', section, name, path: [] }])}
      >
        <Trash2 /> Remove {name}
      </Button>
    </ValueFormProvider>
  );
}

function valuesOf({ definition }: DesignDeclaration): Json[] {
  const { values } = definition;
  return Array.isArray(values) ? values : [];
}

function shortText(value: Json): string {
  return describeCall(value)?.text ?? (typeof value === 'string' ? value : lineText(value));
}
