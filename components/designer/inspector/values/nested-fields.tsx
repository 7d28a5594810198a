'use client';

import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import type { DesignDataType } from '../../../../core/design/design.ts';
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
      <button
        type="button"
        id={id}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="flex min-h-6 items-center gap-1 rounded text-ink-2 text-xs hover:text-ink"
      >
        <ChevronRight aria-hidden className={`size-3.5 ${isOpen ? 'rotate-90' : ''}`} />
        {summary(written, type)}
      </button>
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
  return set === 0 ? `${all} fields, none set` : `${set} of ${Math.max(all, set)} fields set`;
}
