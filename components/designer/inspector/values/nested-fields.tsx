'use client';

import { useState } from 'react';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import type { DesignDataType } from '../../../../core/design/design.ts';
import { Disclosure } from '../disclosure.tsx';
import { FieldList } from './field-list.tsx';
import type { ValuePath } from './value-changes.ts';
import type { FieldComponent } from './value-form.ts';

interface NestedFieldsProps {
  id: string;
  type: DesignDataType;
  path: ValuePath;
  written: JsonObject | undefined;
  Field: FieldComponent;
}

/** The fields of a data type. They are made when they are opened, since a type may hold values of itself. */
export function NestedFields({ id, type, path, written, Field }: NestedFieldsProps) {
  const [isOpen, setOpen] = useState(written !== undefined);
  return (
    <div className="border-line border-l-2 pl-3">
      <Disclosure
        id={id}
        isOpen={isOpen}
        onToggle={() => setOpen(!isOpen)}
        className="!min-h-6 w-fit !px-0 text-ink-2 text-xs"
      >
        {summary(written, type)}
      </Disclosure>
      {isOpen && (
        <div className="mt-1.5 flex flex-col gap-3">
          <FieldList properties={type.properties} path={path} written={written ?? {}} Field={Field} />
        </div>
      )}
    </div>
  );
}

function summary(written: Readonly<Record<string, Json>> | undefined, { properties }: DesignDataType): string {
  const all = Object.keys(properties).length;
  const set = written === undefined ? 0 : Object.keys(written).length;
  return set === 0
    ? `${all} ${all === 1 ? 'field' : 'fields'}, none set`
    : `${set} of ${Math.max(all, set)} fields set`;
}
