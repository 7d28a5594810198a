'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { describedBy, Field, Input, TextArea } from '../ui/field.tsx';
import { Notice } from '../ui/states.tsx';
import { sayDone } from '../ui/toasts.tsx';

interface SecretDialogProps {
  /** The one that is replaced; empty: a new one. */
  name: string;
  onClose: () => void;
  onStored?: (name: string) => void;
}

/** Adds a secret, or replaces the value of the one that is named. The value goes to the server and nowhere else. */
export function SecretDialog({ name: given, onClose, onStored }: SecretDialogProps) {
  const api = useApi();
  const queryClient = useQueryClient();
  const [name, setName] = useState(given);
  const [value, setValue] = useState('');
  const put = useMutation(
    api.secrets.put.mutationOptions({
      onSuccess: (_, stored) => {
        sayDone(`${stored.name} is stored`);
        onStored?.(stored.name);
        onClose();
        return queryClient.invalidateQueries({ queryKey: api.secrets.list.queryKey() });
      },
    }),
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    // The dialog may stand over another form, and React passes events on to it.
    event.stopPropagation();
    put.mutate({ name: name.trim(), value });
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={given === '' ? 'Add a secret' : `Replace ${given}`}
      description="It cannot be read again here, only replaced or deleted."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field id="secret-name" label="Name" help="Letters, digits and . _ - /">
          <Input
            {...describedBy('secret-name', { help: true })}
            value={name}
            onChange={({ target }) => setName(target.value)}
            readOnly={given !== ''}
            required
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </Field>
        <Field id="secret-value" label="Value" help="A private key is pasted whole, with its first and last line.">
          <TextArea
            {...describedBy('secret-value', { help: true })}
            value={value}
            onChange={({ target }) => setValue(target.value)}
            required
            rows={5}
            autoComplete="off"
            spellCheck={false}
            className="font-mono !text-xs"
          />
        </Field>
        {put.error && (
          <Notice tone="bad" role="alert" title="The secret was not stored">
            {faultText(put.error)}
          </Notice>
        )}
        <DialogActions>
          <Button type="submit" variant="primary" disabled={put.isPending || name.trim() === '' || value === ''}>
            Store
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
