'use client';

import { type FormEvent, useId } from 'react';
import type { HostView } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { CheckField } from '../ui/check-field.tsx';
import { count } from '../ui/count.ts';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { describedBy, Field, TextArea } from '../ui/field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Fault, Notice } from '../ui/states.tsx';
import { ImportDefaults } from './import-defaults.tsx';
import { ImportKeys } from './import-keys.tsx';
import { ImportPreview } from './import-preview.tsx';
import { type HostImport, useHostImport } from './use-host-import.ts';

const examples = {
  csv: `name,address,user,labels
web-1,10.0.0.5,admin,role=web
web-2,10.0.0.6,admin,role=web;zone=north`,
  'ssh-config': `Host web-1
  HostName 10.0.0.5
  User admin
  IdentityFile ~/.ssh/fleet
  ProxyJump gate`,
} as const;

const help = {
  csv: 'The first line names the columns: address, and if you like name, port, user, key_secret, passphrase_secret, password_secret, agent, sudo, sudo_password_secret, jump_host, labels and notes.',
  'ssh-config': 'As in ~/.ssh/config: Host, HostName, User, Port, IdentityFile and ProxyJump are read.',
} as const;

/** Adds many hosts from a text, once a person has seen which, and what is wrong with which line. */
export function ImportDialog({ hosts, onClose }: { hosts: readonly HostView[]; onClose: () => void }) {
  const form = useHostImport(onClose);
  function submit(event: FormEvent): void {
    event.preventDefault();
    form.add(true);
  }
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title="Import hosts"
      description="Nothing is added before you have seen what would be."
    >
      <form noValidate onSubmit={submit} className="flex flex-col gap-4">
        <Segmented
          label="Form of the text"
          value={form.format}
          onChange={form.setFormat}
          options={[
            { value: 'csv', label: 'CSV' },
            { value: 'ssh-config', label: 'SSH configuration' },
          ]}
        />
        <Text form={form} />
        <ImportDefaults form={form} hosts={hosts} />
        {form.previewFault !== null && <Fault fault={form.previewFault} />}
        {form.result && <ImportPreview result={form.result} isOld={form.isPreviewing} />}
        {form.result && <ImportKeys form={form} files={form.result.keyFiles} />}
        {form.fault !== null && (
          <Notice tone="bad" role="alert" title="Nothing was added">
            {form.fault}
          </Notice>
        )}
        <Actions form={form} />
      </form>
    </Dialog>
  );
}

function Text({ form }: { form: HostImport }) {
  const id = useId();
  return (
    <Field
      id={id}
      label={form.format === 'csv' ? 'Lines of hosts' : 'Text of the configuration'}
      note={
        <label className="cursor-pointer rounded-sm underline underline-offset-3 has-focus-visible:outline-2 has-focus-visible:outline-accent hover:text-accent">
          Read a file
          <input
            type="file"
            aria-label="File of hosts"
            className="sr-only"
            onChange={({ target }) => {
              void target.files?.[0]?.text().then(form.setText);
            }}
          />
        </label>
      }
      help={help[form.format]}
    >
      <TextArea
        {...describedBy(id, { help: true })}
        value={form.text}
        onChange={({ target }) => form.setText(target.value)}
        placeholder={examples[form.format]}
        rows={7}
        spellCheck={false}
        autoComplete="off"
        className="whitespace-pre font-mono !text-xs"
      />
    </Field>
  );
}

function Actions({ form }: { form: HostImport }) {
  const right = form.result?.hosts.length ?? 0;
  const wrong = form.result?.problems.length ?? 0;
  const isReady = right > 0 && (wrong === 0 || form.skipWrong) && !form.isPreviewing;
  return (
    <DialogActions>
      {right > 0 && wrong > 0 && (
        <div className="mr-auto">
          <CheckField label="Leave out what is wrong" checked={form.skipWrong} onChange={form.setSkipWrong} />
        </div>
      )}
      <Button disabled={!isReady || form.isBusy} onClick={() => form.add(false)}>
        {right === 0 ? 'Add' : `Add ${count(right, 'host')}`}
      </Button>
      <Button type="submit" variant="primary" disabled={!isReady || form.isBusy}>
        Add and test
      </Button>
    </DialogActions>
  );
}
