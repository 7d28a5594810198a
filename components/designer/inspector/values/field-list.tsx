'use client';

import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { DesignProperty } from '../../../../core/design/design.ts';
import { anySchema } from './literal.ts';
import type { ValuePath } from './value-changes.ts';
import type { FieldComponent } from './value-form.ts';

export interface FieldListProps {
  properties: Readonly<Record<string, DesignProperty>>;
  /** Where the values stand in the form. */
  path: ValuePath;
  written: JsonObject;
  /** Names of which each of several things has another value. */
  mixed?: ReadonlySet<string>;
  Field: FieldComponent;
}

/** A field for each declared property; what is written beyond them is kept and listed apart. */
export function FieldList({ properties, path, written, mixed, Field }: FieldListProps) {
  const extra = Object.keys(written).filter((name) => !Object.hasOwn(properties, name));
  return (
    <>
      {Object.entries(properties).map(([name, schema]) => (
        <Field
          key={name}
          name={name}
          path={[...path, name]}
          schema={schema}
          written={Object.hasOwn(written, name) ? written[name] : undefined}
          isMixed={mixed?.has(name) ?? false}
        />
      ))}
      {extra.length > 0 && <h4 className="mt-1 font-medium text-ink-3 text-xs">Not in the type</h4>}
      {extra.map((name) => (
        <Field key={name} name={name} path={[...path, name]} schema={anySchema} written={written[name]} />
      ))}
    </>
  );
}
