'use client';

import type { DesignPolicy } from '../../../core/design/design.ts';
import { InstanceNumbers } from './instance-numbers.tsx';
import { usePerform } from './values/use-commit.ts';

const keys = { default: 'default_instances', min: 'min_instances', max: 'max_instances' } as const;

/** Whether a policy says how many instances of its groups there are. */
export function isScaling({ type }: Pick<DesignPolicy, 'type'>): boolean {
  return type === 'cloudify.policies.scaling';
}

/** How many instances of its groups a scaling policy makes. */
export function ScalingForm({ policy }: { policy: DesignPolicy }) {
  const perform = usePerform();
  const { name, type, properties, file } = policy;
  if (!isScaling(policy)) {
    return (
      <p className="text-ink-2 text-xs">
        <span className="font-mono">{name}</span>, {type}
      </p>
    );
  }
  const number = (key: keyof typeof keys, otherwise: number) => {
    const value = properties[keys[key]];
    return typeof value === 'number' ? value : otherwise;
  };
  return (
    <fieldset disabled={file === null} className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1 text-ink-3 text-xs">
        Scaled together by <span className="font-mono">{name}</span>
      </legend>
      <InstanceNumbers
        numbers={{ default: number('default', 1), min: number('min', 0), max: number('max', -1) }}
        onChange={(change) =>
          perform(
            Object.entries(change).map(([key, value]) => ({
              kind: 'set-policy-property',
              policy: name,
              path: [keys[key as keyof typeof keys]],
              value,
            })),
          )
        }
      />
    </fieldset>
  );
}
