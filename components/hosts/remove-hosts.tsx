'use client';

import { useMutation } from '@tanstack/react-query';
import type { HostView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/count.ts';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Notice } from '../ui/states.tsx';
import { sayDone } from '../ui/toasts.tsx';
import { describeHosts } from './host-look.ts';
import { useRefreshHosts } from './use-host-actions.ts';

interface RemoveHostsProps {
  hosts: readonly HostView[];
  onClose: () => void;
  onDone: () => void;
}

/** Asks whether the hosts are to be forgotten; what stands in the way is said with its names, and the dialog stays. */
export function RemoveHosts({ hosts, onClose, onDone }: RemoveHostsProps) {
  const api = useApi();
  const refresh = useRefreshHosts();
  const what = hosts.length === 1 ? (hosts[0]?.name ?? '') : count(hosts.length, 'host');
  const remove = useMutation(
    api.hosts.remove.mutationOptions({
      onSuccess: () => {
        sayDone(hosts.length === 1 ? `${what} is removed` : `${what} are removed`);
        onClose();
        onDone();
        return refresh();
      },
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Remove ${what}?`}
      description={hosts.length > 1 ? describeHosts(hosts) : undefined}
    >
      <p className="text-ink-2 text-sm">
        Nothing is done on the machines themselves. The keys that were accepted for their addresses stay.
      </p>
      {remove.error && (
        <div className="mt-4">
          <Notice tone="bad" role="alert" title="Nothing was removed">
            {faultText(remove.error)}
          </Notice>
        </div>
      )}
      <DialogActions>
        <Button onClick={onClose}>Keep as it is</Button>
        <Button
          variant="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate({ ids: hosts.map(({ id }) => id) })}
        >
          Remove
        </Button>
      </DialogActions>
    </Dialog>
  );
}
