'use client';

import { Trash2 } from 'lucide-react';
import type { DesignProperty } from '../../../core/design/design.ts';
import { Button } from '../../ui/button.tsx';
import { Fold } from '../../ui/fold.tsx';
import { useTypeNames } from '../inspector/use-type-names.ts';
import { FormPlace } from '../inspector/values/form-place.tsx';
import { usePerform } from '../inspector/values/use-commit.ts';
import { ValueField } from '../inspector/values/value-field.tsx';
import type { ValueSink } from '../inspector/values/value-sink.ts';
import { TextKey, TypeKey, YesNoKey } from './definition-setting.tsx';

interface PropertySchemaFormProps {
  name: string;
  schema: DesignProperty;
  sink: ValueSink;
}

/** What a type says of one of its properties. */
export function PropertySchemaForm({ name, schema, sink }: PropertySchemaFormProps) {
  const perform = usePerform();
  const types = useTypeNames('data');
  const path = (key: string) => ['properties', name, key];
  return (
    <FormPlace name={name}>
      <Fold title={name}>
        <TypeKey label="Type" sink={sink} path={path('type')} value={schema.type ?? undefined} types={types} />
        <ValueField
          name={`default of ${name}`}
          label="Default"
          path={path('default')}
          schema={schema}
          written={schema.default}
        />
        <YesNoKey
          label="Required"
          sink={sink}
          path={path('required')}
          value={schema.required ? undefined : false}
          none="Usual: yes"
        />
        <TextKey
          label="Description"
          isLong
          sink={sink}
          path={path('description')}
          value={schema.description ?? undefined}
        />
        <Button size="sm" className="self-start" onClick={() => void perform(sink.unset(['properties', name]))}>
          <Trash2 /> Remove {name}
        </Button>
      </Fold>
    </FormPlace>
  );
}
