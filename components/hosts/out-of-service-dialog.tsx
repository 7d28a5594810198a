'use client';

import { type FormEvent, useState } from 'react';
import type { HostView } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/count.ts';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { describedBy, Field, Input } from '../ui/field.tsx';
import { describeHosts } from './host-look.ts';
import { useHostActions } from './use-host-actions.ts';

/** Asks why, and has the pool give the hosts to nobody from then on. */
export function OutOfServiceDialog({ hosts, onClose }: { hosts: readonly HostView[]; onClose: () => void }) {
  const actions = useHostActions();
  const [reason, setReason] = useState('');
  const held = hosts.filter(({ holder }) => holder !== null);
  function submit(event: FormEvent): void {
    event.preventDefault();
    actions.takeOutOfService(
      hosts.map(({ id }) => id),
      reason.trim(),
    );
    onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Take ${hosts.length === 1 ? hosts[0]?.name : count(hosts.length, 'host')} out of service`}
      description={hosts.length > 1 ? describeHosts(hosts) : undefined}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-ink-2 text-sm">
          The pool gives {hosts.length === 1 ? 'it' : 'them'} to no deployment until you put{' '}
          {hosts.length === 1 ? 'it' : 'them'} back.
          {held.length > 0 && ` What runs on ${describeHosts(held)} goes on.`}
        </p>
        <Field id="rest-reason" label="Why" note="optional" help="Others see it at the host.">
          <Input
            {...describedBy('rest-reason', { help: true })}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            maxLength={1_000}
            autoComplete="off"
            placeholder="Memory is being replaced"
          />
        </Field>
        <DialogActions>
          <Button onClick={onClose}>Keep as it is</Button>
          <Button type="submit" variant="primary">
            Take out of service
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
