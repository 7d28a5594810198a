'use client';

import { Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { Design, DesignPolicy } from '../../../core/design/design.ts';
import { withoutNamespace } from '../../../core/dsl/imports/namespaced-name.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { entrySelection } from '../document/entry-selection.ts';
import { TextSetting } from '../inspector/text-setting.tsx';
import { useTypeNames } from '../inspector/use-type-names.ts';
import { PropertyFields } from '../inspector/values/property-fields.tsx';
import { usePerform } from '../inspector/values/use-commit.ts';
import { plainForm, ValueFormProvider } from '../inspector/values/value-form.ts';
import { definitionSink } from '../inspector/values/value-sink.ts';
import { TypeKey } from './definition-setting.tsx';
import { EntryRow } from './entry-row.tsx';
import { NewEntry } from './new-entry.tsx';
import { useEntry } from './use-entry.ts';

/** The policies, each with the groups it is about and its properties. */
export function PolicyList({ design }: { design: Design }) {
  const { open, toggle } = useEntry('policies');
  const [group] = design.groups;
  return (
    <>
      <ul className="flex flex-col gap-1.5">
        {design.policies.map((policy) => (
          <EntryRow
            key={policy.name}
            name={policy.name}
            detail={policy.targets.join(', ')}
            isOpen={open === policy.name}
            onToggle={() => toggle(policy.name)}
            isOwn={policy.file !== null}
          >
            <PolicyForm policy={policy} design={design} />
          </EntryRow>
        ))}
      </ul>
      {group === undefined ? (
        <p className="text-ink-3 text-xs">A policy is about groups. Make a group first.</p>
      ) : (
        <NewEntry
          word="policy"
          intents={(name) => [{ kind: 'add-policy', name, type: 'cloudify.policies.scaling', targets: [group.name] }]}
          select={(name) => entrySelection('policies', name)}
        />
      )}
    </>
  );
}

function PolicyForm({ policy, design }: { policy: DesignPolicy; design: Design }) {
  const { name, type, targets, properties } = policy;
  const perform = usePerform();
  const types = useTypeNames('policies');
  const sink = useMemo(() => definitionSink('policies', name), [name]);
  const form = useMemo(() => plainForm(sink), [sink]);
  const turn = (group: string, on: boolean) => {
    const value = on ? [...targets, group] : targets.filter((each) => each !== group);
    void perform(sink.set(['targets'], value));
  };
  return (
    <ValueFormProvider value={form}>
      <TextSetting
        label="Name"
        isMono
        value={withoutNamespace(name)}
        onTake={(to) => perform([{ kind: 'rename-definition', section: 'policies', name, to: to.trim() }])}
      />
      <TypeKey label="Type" sink={sink} path={['type']} value={type} types={types} none="Choose…" />
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-medium text-sm">Groups</legend>
        {design.groups.map((group) => (
          <CheckField
            key={group.name}
            label={group.name}
            checked={targets.includes(group.name)}
            onChange={(on) => turn(group.name, on)}
          />
        ))}
      </fieldset>
      <PropertyFields
        properties={design.types.policies[type]?.properties ?? {}}
        path={['properties']}
        written={properties}
        canAdd
      />
      <Button size="sm" className="self-start" onClick={() => void perform([{ kind: 'remove-policy', policy: name }])}>
        <Trash2 /> Remove the policy
      </Button>
    </ValueFormProvider>
  );
}
