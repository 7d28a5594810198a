import type { HostSudo } from '../../server/api/contract.ts';
import { describedBy, Field, NativeSelect } from '../ui/field.tsx';
import { fieldId, fieldLabels } from './host-field.tsx';
import { SecretField } from './secret-field.tsx';
import type { HostForm } from './use-host-form.ts';

const choices: readonly { sudo: HostSudo; label: string }[] = [
  { sudo: 'none', label: 'Not used' },
  { sudo: 'passwordless', label: 'Without password' },
  { sudo: 'password', label: 'With password' },
];

/** How operations become root on the host, and with which password. */
export function SudoFields({ form }: { form: HostForm }) {
  const id = fieldId('sudo');
  return (
    <>
      <Field id={id} label={fieldLabels.get('sudo')} problem={form.problemOf('sudo')}>
        <NativeSelect
          {...describedBy(id, { problem: form.problemOf('sudo') !== undefined })}
          value={form.typed.sudo}
          onChange={({ target }) => form.set('sudo', choices.find(({ sudo }) => sudo === target.value)?.sudo ?? 'none')}
        >
          {choices.map(({ sudo, label }) => (
            <option key={sudo} value={sudo}>
              {label}
            </option>
          ))}
        </NativeSelect>
      </Field>
      {form.typed.sudo === 'password' && (
        <SecretField form={form} field="sudoPasswordSecret" help="None: the password to sign in with." />
      )}
    </>
  );
}
