'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../api/api.ts';
import { SecretDialog } from '../secrets/secret-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { describedBy, Field, NativeSelect } from '../ui/field.tsx';
import { fieldId, fieldLabels } from './host-field.tsx';
import type { HostForm } from './use-host-form.ts';

interface SecretFieldProps {
  form: HostForm;
  field: 'keySecret' | 'passphraseSecret' | 'passwordSecret' | 'sudoPasswordSecret';
  help: string;
}

/** A secret by its name, or none; a new one can be stored on the way. */
export function SecretField({ form, field, help }: SecretFieldProps) {
  const id = fieldId(field);
  const problem = form.problemOf(field);
  return (
    <Field id={id} label={fieldLabels.get(field)} note="a secret" help={help} problem={problem}>
      <SecretSelect
        {...describedBy(id, { help: true, problem: problem !== undefined })}
        label={fieldLabels.get(field) ?? field}
        value={form.typed[field]}
        onChange={(name) => form.set(field, name)}
      />
    </Field>
  );
}

interface SecretSelectProps {
  id: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: boolean | undefined;
  label: string;
  /** Empty: none. */
  value: string;
  onChange: (name: string) => void;
}

/** The names of all secrets to choose from, with the way to store another one. */
export function SecretSelect({ label, value, onChange, ...control }: SecretSelectProps) {
  const api = useApi();
  const { data } = useQuery(api.secrets.list.queryOptions());
  const [isNew, setNew] = useState(false);
  const names = (data ?? []).map(({ name }) => name);
  return (
    <div className="flex gap-2">
      <NativeSelect
        {...control}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className="min-w-0 flex-1 font-mono"
      >
        <option value="">None</option>
        {[...new Set([...(value === '' ? [] : [value]), ...names])].map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </NativeSelect>
      <Button aria-label={`New secret: ${label}`} onClick={() => setNew(true)}>
        New…
      </Button>
      {isNew && <SecretDialog name="" onClose={() => setNew(false)} onStored={onChange} />}
    </div>
  );
}
