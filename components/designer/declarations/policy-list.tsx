'use client';

import { useMemo } from 'react';
import type { Design, DesignPolicy } from '../../../core/design/design.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { entrySelection } from '../document/entry-selection.ts';
import { useTypeNames } from '../inspector/use-type-names.ts';
import { PropertyFields } from '../inspector/values/property-fields.tsx';
import { usePerform } from '../inspector/values/use-commit.ts';
import { definitionSink } from '../inspector/values/value-sink.ts';
import { DefinitionList } from './definition-list.tsx';
import { TypeKey } from './definition-setting.tsx';
import { NewEntry } from './new-entry.tsx';

/** The policies, each with the groups it is about and its properties. */
export function PolicyList({ design }: { design: Design }) {
  const [group] = design.groups;
  return (
    <>
      <DefinitionList section="policies" definitions={design.policies} detailOf={({ targets }) => targets.join(', ')}>
        {(policy) => <PolicyForm policy={policy} design={design} />}
      </DefinitionList>
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
  const turn = (group: string, on: boolean) => {
    const value = on ? [...targets, group] : targets.filter((each) => each !== group);
    void perform(sink.set(['targets'], value));
  };
  return (
    <>
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
    </>
  );
}
