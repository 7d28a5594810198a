'use client';

import type { FormEvent } from 'react';
import type { HostView } from '../../server/api/contract.ts';
import { ProblemSummary } from '../inputs/form-fields.tsx';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/check-field.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { describedBy, Field, NativeSelect } from '../ui/field.tsx';
import { Fold } from '../ui/fold.tsx';
import { fieldId, fieldLabels, HostField } from './host-field.tsx';
import { SecretField } from './secret-field.tsx';
import { SudoFields } from './sudo-fields.tsx';
import { type HostForm, useHostForm } from './use-host-form.ts';

interface HostDialogProps {
  hosts: readonly HostView[];
  /** The one that is changed; absent: a new one. */
  host?: HostView;
  onClose: () => void;
  onDone: (id: string) => void;
}

/** Adds a host, or changes one. */
export function HostDialog({ hosts, host, onClose, onDone }: HostDialogProps) {
  const form = useHostForm(host, onDone);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const { submitter } = event.nativeEvent as SubmitEvent;
    form.save(submitter?.getAttribute('value') !== 'untested');
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={host ? `Edit ${host.name}` : 'Add a host'}
      description={host ? undefined : 'A machine that is reached over SSH. Nothing is installed on it.'}
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <ProblemSummary problems={form.problems} idOf={fieldId} labelOf={(field) => fieldLabels.get(field) ?? field} />
        <HostField form={form} field="name" placeholder="web-1" mono />
        <div className="grid grid-cols-[1fr_6rem] gap-3">
          <HostField form={form} field="address" placeholder="10.0.0.5" mono />
          <HostField form={form} field="port" mono />
        </div>
        <HostField form={form} field="user" placeholder="admin" mono />
        <SecretField form={form} field="keySecret" help="The private key of the account, kept as a secret." />
        <SudoFields form={form} />
        <HostField
          form={form}
          field="labels"
          placeholder="role=web, zone=north"
          help="Blueprints take hosts from the pool by them."
          mono
        />
        <Fold title="More ways to sign in, jump host, notes" open={host !== undefined && hasMore(form)}>
          <MoreFields form={form} others={hosts.filter(({ id }) => id !== host?.id)} />
        </Fold>
        <DialogActions>
          <Button type="submit" value="untested" disabled={form.isBusy}>
            {host ? 'Save' : 'Add'}
          </Button>
          <Button type="submit" variant="primary" disabled={form.isBusy}>
            {host ? 'Save and test' : 'Add and test'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function hasMore({ typed }: HostForm): boolean {
  const { passphraseSecret, certificate, passwordSecret, useAgent, jumpHost, notes } = typed;
  return useAgent || [passphraseSecret, certificate, passwordSecret, jumpHost, notes].some((text) => text !== '');
}

function MoreFields({ form, others }: { form: HostForm; others: readonly HostView[] }) {
  return (
    <>
      <SecretField form={form} field="passphraseSecret" help="Of the key, when it is encrypted." />
      <SecretField form={form} field="passwordSecret" help="Tried after the key; it also answers what the host asks." />
      <HostField
        form={form}
        field="certificate"
        rows={3}
        placeholder="ssh-ed25519-cert-v01@openssh.com AAAA…"
        help="The OpenSSH certificate of the key, where the hosts trust an authority."
        mono
      />
      <AgentField form={form} />
      <JumpField form={form} others={others} />
      <HostField form={form} field="notes" rows={2} />
    </>
  );
}

function AgentField({ form }: { form: HostForm }) {
  return (
    <CheckField
      label="Use the server's SSH agent"
      help="The agent of the account that this product runs as."
      checked={form.typed.useAgent}
      onChange={(isOn) => form.set('useAgent', isOn)}
    />
  );
}

function JumpField({ form, others }: { form: HostForm; others: readonly HostView[] }) {
  const id = fieldId('jumpHost');
  const problem = form.problemOf('jumpHost');
  return (
    <Field
      id={id}
      label={fieldLabels.get('jumpHost')}
      help="The host through which this one is reached; its key is checked as well."
      problem={problem}
    >
      <NativeSelect
        {...describedBy(id, { help: true, problem: problem !== undefined })}
        value={form.typed.jumpHost}
        onChange={({ target }) => form.set('jumpHost', target.value)}
      >
        <option value="">None, it is reached directly</option>
        {others.map(({ id: each, name }) => (
          <option key={each} value={name}>
            {name}
          </option>
        ))}
      </NativeSelect>
    </Field>
  );
}
