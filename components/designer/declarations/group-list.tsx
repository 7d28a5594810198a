'use client';

import { UserPlus, X } from 'lucide-react';
import type { Design, DesignGroup } from '../../../core/design/design.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { NativeSelect } from '../../ui/field.tsx';
import { isScaling, ScalingForm } from '../inspector/scaling-form.tsx';
import { freeName } from '../inspector/values/free-name.ts';
import { anySchema } from '../inspector/values/literal.ts';
import { usePerform } from '../inspector/values/use-commit.ts';
import { ValueField } from '../inspector/values/value-field.tsx';
import { DefinitionList } from './definition-list.tsx';
import { NewGroup } from './new-group.tsx';

/** The groups with their members, and what is said of each. */
export function GroupList({ design }: { design: Design }) {
  return (
    <>
      <DefinitionList section="groups" definitions={design.groups} detailOf={membersInWords}>
        {(group) => <GroupForm group={group} design={design} />}
      </DefinitionList>
      <NewGroup design={design} />
    </>
  );
}

function membersInWords({ members }: DesignGroup): string {
  return members.length === 1 ? '1 member' : `${members.length} members`;
}

function GroupForm({ group, design }: { group: DesignGroup; design: Design }) {
  const perform = usePerform();
  const { name } = group;
  const policies = design.policies.filter(({ targets }) => targets.includes(name));
  const addScaling = () => {
    const policy = freeName(
      `scale_${name}`,
      design.policies.map((each) => each.name),
    );
    const type = 'cloudify.policies.scaling';
    const properties = { default_instances: 1 };
    void perform([{ kind: 'add-policy', name: policy, type, targets: [name], properties }]);
  };
  return (
    <>
      <Members group={group} design={design} />
      {policies.map((policy) => (
        <ScalingForm key={policy.name} policy={policy} />
      ))}
      {!policies.some(isScaling) && (
        <Button size="sm" className="self-start" onClick={addScaling}>
          Scale its members together
        </Button>
      )}
      <ValueField
        name="policies"
        label="Reactions"
        path={['policies']}
        schema={reactionSchema}
        written={Object.keys(group.reactions).length === 0 ? undefined : group.reactions}
      />
    </>
  );
}

const reactionSchema = {
  ...anySchema,
  type: 'dict',
  description: 'Policies of the older kind, with triggers, as YAML by name.',
};

function Members({ group: { name, members }, design }: { group: DesignGroup; design: Design }) {
  const perform = usePerform();
  const others = [...design.nodes.map(({ id }) => id), ...design.groups.map((each) => each.name)].filter(
    (each) => each !== name && !members.includes(each),
  );
  return (
    <div className="flex flex-col gap-1.5">
      <h4 className="font-medium text-sm">Members</h4>
      <ul className="flex flex-wrap gap-1.5">
        {members.map((member) => (
          <li key={member} className="flex items-center rounded bg-sunken pl-2 font-mono text-xs">
            {member}
            <IconButton
              label={`Take ${member} out`}
              className="!size-6"
              onClick={() => void perform([{ kind: 'remove-member', group: name, member }])}
            >
              <X className="!size-3.5" />
            </IconButton>
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <div className="flex items-center gap-1.5">
          <UserPlus aria-hidden className="size-4 shrink-0 text-ink-3" />
          <NativeSelect
            aria-label={`Add a member to ${name}`}
            value=""
            onChange={({ target }) => void perform([{ kind: 'add-member', group: name, member: target.value }])}
          >
            <option value="">Add a member…</option>
            {others.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </NativeSelect>
        </div>
      )}
    </div>
  );
}
