'use client';

import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { ChoiceSetting, TextSetting } from '../inspector/text-setting.tsx';
import { usePerform } from '../inspector/values/use-commit.ts';
import type { ValuePath } from '../inspector/values/value-changes.ts';
import type { ValueSink } from '../inspector/values/value-sink.ts';

interface KeySettingProps {
  label: string;
  sink: ValueSink;
  /** Where the key is in the definition. */
  path: ValuePath;
  value: Json | undefined;
}

/** A key of a definition whose value is a text; an empty one is taken away. */
export function TextKey(props: KeySettingProps & { isLong?: boolean; isMono?: boolean; placeholder?: string }) {
  const { sink, path, value, ...look } = props;
  const perform = usePerform();
  const written = typeof value === 'string' ? value : '';
  return (
    <TextSetting
      {...look}
      value={written}
      onTake={(typed) => perform(typed === '' ? sink.unset(path) : sink.set(path, typed))}
    />
  );
}

/** A key of a definition with a type's name. */
export function TypeKey(props: KeySettingProps & { types: readonly string[]; none?: string }) {
  const { label, sink, path, value, types, none } = props;
  const perform = usePerform();
  return (
    <ChoiceSetting
      label={label}
      value={typeof value === 'string' ? value : ''}
      none={none ?? 'Any'}
      options={types.map((type) => ({ value: type }))}
      onTake={(typed) => perform(typed === '' ? sink.unset(path) : sink.set(path, typed))}
    />
  );
}

/** A key of a definition that is true, false or left out. */
export function YesNoKey({ label, sink, path, value, none }: KeySettingProps & { none: string }) {
  const perform = usePerform();
  return (
    <ChoiceSetting
      label={label}
      value={typeof value === 'boolean' ? String(value) : ''}
      none={none}
      options={[
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ]}
      onTake={(typed) => perform(typed === '' ? sink.unset(path) : sink.set(path, typed === 'true'))}
    />
  );
}

/** The own value of a key; `undefined` when it is not written. */
export function keyOf(definition: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(definition, key) ? definition[key] : undefined;
}
