'use client';

import { type InstanceCounts, readCounts } from './instance-counts.ts';
import { TextSetting } from './text-setting.tsx';

interface InstanceNumbersProps {
  numbers: InstanceCounts;
  /** Carries one change out; tells why it cannot be. */
  onChange: (change: Partial<InstanceCounts>) => Promise<string | null>;
}

const fields = [
  { key: 'default', label: 'Default' },
  { key: 'min', label: 'Least' },
  { key: 'max', label: 'Greatest' },
] as const;

/** Default, least and greatest number of instances. */
export function InstanceNumbers({ numbers, onChange }: InstanceNumbersProps) {
  return (
    <div className="grid grid-cols-3 gap-2">
      {fields.map(({ key, label }) => (
        <TextSetting
          key={key}
          label={label}
          value={key === 'max' && numbers.max === -1 ? 'any' : String(numbers[key])}
          onTake={async (typed) => {
            const read = readCounts(numbers, key, typed);
            return read.ok ? onChange({ [key]: read.value }) : read.problem;
          }}
        />
      ))}
    </div>
  );
}
