import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { describedBy, Field, Input, TextArea } from '../ui/field.tsx';
import type { TypedHost } from './host-draft.ts';
import type { HostForm } from './use-host-form.ts';

/** What people read beside each field of a host, by the field. */
export const fieldLabels: ReadonlyMap<string, string> = new Map<keyof TypedHost, string>([
  ['name', 'Name'],
  ['address', 'Address'],
  ['port', 'Port'],
  ['user', 'Account'],
  ['keySecret', 'Key'],
  ['passphraseSecret', 'Passphrase'],
  ['certificate', 'Certificate'],
  ['passwordSecret', 'Password'],
  ['useAgent', 'SSH agent'],
  ['sudo', 'Sudo'],
  ['sudoPasswordSecret', 'Sudo password'],
  ['jumpHost', 'Jump host'],
  ['labels', 'Labels'],
  ['notes', 'Notes'],
]);

type TextField = Exclude<keyof TypedHost, 'useAgent' | 'sudo'>;

interface HostFieldProps {
  form: HostForm;
  field: TextField;
  help?: ReactNode;
  placeholder?: string;
  /** More than one line. */
  rows?: number;
  mono?: boolean;
}

export function fieldId(field: string): string {
  return `host-${field}`;
}

/** One field of a host that is typed. */
export function HostField({ form, field, help, placeholder, rows, mono }: HostFieldProps) {
  const id = fieldId(field);
  const problem = form.problemOf(field);
  const Control = rows === undefined ? Input : TextArea;
  return (
    <Field id={id} label={fieldLabels.get(field)} help={help} problem={problem}>
      <Control
        {...describedBy(id, { help: help !== undefined, problem: problem !== undefined })}
        value={form.typed[field]}
        onChange={({ target }: { target: { value: string } }) => form.set(field, target.value)}
        {...(rows !== undefined && { rows })}
        {...(placeholder !== undefined && { placeholder })}
        autoComplete="off"
        spellCheck={field === 'notes'}
        className={clsx(mono && 'font-mono', rows !== undefined && '!min-h-0')}
      />
    </Field>
  );
}
