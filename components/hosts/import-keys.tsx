'use client';

import { Field } from '../ui/field.tsx';
import { SecretSelect } from './secret-field.tsx';
import type { HostImport } from './use-host-import.ts';

/** The server cannot read key files of a person's machine: each is given as a secret. */
export function ImportKeys({ form, files }: { form: HostImport; files: readonly string[] }) {
  const all = [...new Set([...files, ...Object.keys(form.keys)])];
  if (all.length === 0) return null;
  return (
    <fieldset className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <legend className="px-1 font-medium text-sm">Key files</legend>
      <p className="text-ink-2 text-sm">These files are on your machine. Say which secret holds each key.</p>
      {all.map((file, at) => (
        <Field key={file} id={`import-file-${at}`} label={<code className="text-xs">{file}</code>} note="a secret">
          <SecretSelect
            id={`import-file-${at}`}
            label={file}
            value={form.keys[file] ?? ''}
            onChange={(name) => form.setKey(file, name)}
          />
        </Field>
      ))}
    </fieldset>
  );
}
