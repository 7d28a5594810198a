'use client';

import { useMemo } from 'react';
import type { DesignInterfaces, DesignProperty, DesignRelationship } from '../../../core/design/design.ts';
import { Fold } from '../../ui/fold.tsx';
import { useDesign } from '../document/use-designer.ts';
import { Interfaces } from './interfaces-tab.tsx';
import { relationshipOptions } from './relationship-options.ts';
import { ChoiceSetting } from './text-setting.tsx';
import { FormPlace } from './values/form-place.tsx';
import { PropertyFields } from './values/property-fields.tsx';
import { usePerform } from './values/use-commit.ts';
import { ValueFormProvider } from './values/value-form.ts';
import { relationshipSink } from './values/value-sink.ts';

interface RelationshipFormProps {
  node: string;
  relationship: DesignRelationship;
}

const none: DesignInterfaces = {};

/** Everything about one relationship: type, target, properties and the operations of its two sides. */
export function RelationshipForm({ node, relationship }: RelationshipFormProps) {
  const { index, type, target } = relationship;
  const design = useDesign();
  const perform = usePerform();
  const scope = useMemo(
    () => ({ words: ['SOURCE' as const, 'TARGET' as const], nodes: [node, target] }),
    [node, target],
  );
  const form = useMemo(
    () => ({ sink: relationshipSink(node, index), scope, problems: [], root: [] }),
    [node, index, scope],
  );
  const found = design?.types.relationships[type];
  const options = useMemo(
    () => (design === null ? null : relationshipOptions(design, { node, type, target })),
    [design, node, type, target],
  );
  return (
    <FormPlace name={`${type} ${target}`}>
      <ChoiceSetting
        label="Type"
        value={type}
        options={options?.types ?? []}
        onTake={(to) => perform([{ kind: 'set-relationship-type', node, index, type: to }])}
      />
      <ChoiceSetting
        label="Target"
        value={target}
        options={options?.targets ?? []}
        onTake={(to) => perform([{ kind: 'retarget-relationship', node, index, target: to }])}
      />
      <ValueFormProvider value={form}>
        <PropertyFields
          properties={withConnectionType(found?.properties ?? {})}
          path={[]}
          written={relationship.properties}
        />
      </ValueFormProvider>
      <Fold title="Operations at the source">
        <Interfaces
          inherited={found?.interfaces ?? none}
          written={relationship.sourceInterfaces}
          place={{ node, relationship: { index, side: 'source_interfaces' } }}
          scope={scope}
        />
      </Fold>
      <Fold title="Operations at the target">
        <Interfaces
          inherited={found?.targetInterfaces ?? none}
          written={relationship.targetInterfaces}
          place={{ node, relationship: { index, side: 'target_interfaces' } }}
          scope={scope}
        />
      </Fold>
    </FormPlace>
  );
}

/** Which instances are connected has two answers; the types declare it as any text. */
function withConnectionType(properties: Readonly<Record<string, DesignProperty>>) {
  const { connection_type: connection, ...others } = properties;
  if (connection === undefined) return properties;
  const constraints = [{ valid_values: ['all_to_all', 'all_to_one'] }];
  return { ...others, connection_type: { ...connection, constraints } };
}
