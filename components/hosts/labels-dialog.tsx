'use client';

import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { HostView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/count.ts';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { describedBy, Field, Input } from '../ui/field.tsx';
import { Notice } from '../ui/states.tsx';
import { sayDone } from '../ui/toasts.tsx';
import { describeHosts } from './host-look.ts';
import { parseLabels } from './label-text.ts';
import { useRefreshHosts } from './use-host-actions.ts';

/** Labels of several hosts at once: some are set, others taken away, the rest stay as they are. */
export function LabelsDialog({ hosts, onClose }: { hosts: readonly HostView[]; onClose: () => void }) {
  const api = useApi();
  const refresh = useRefreshHosts();
  const [text, setText] = useState('');
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const keys = [...new Set(hosts.flatMap(({ labels }) => Object.keys(labels)))].sort();
  const parsed = parseLabels(text);
  const label = useMutation(
    api.hosts.label.mutationOptions({
      onSuccess: () => {
        sayDone(`The labels of ${count(hosts.length, 'host')} are changed`);
        onClose();
        return refresh();
      },
    }),
  );
  const isEmpty = text.trim() === '' && dropped.length === 0;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!parsed.ok || isEmpty) return;
    label.mutate({ ids: hosts.map(({ id }) => id), set: parsed.labels, remove: [...dropped] });
  }
  const problem = parsed.ok || text.trim() === '' ? undefined : parsed.problem;
  return (
    <Dialog open onOpenChange={onClose} title="Labels" description={describeHosts(hosts)}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          id="set-labels"
          label="Set"
          help="They take the place of what these keys have now. With commas between: role=web, zone=north"
          problem={problem}
        >
          <Input
            {...describedBy('set-labels', { help: true, problem: problem !== undefined })}
            value={text}
            onChange={({ target }) => setText(target.value)}
            placeholder="role=web"
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </Field>
        {keys.length > 0 && <DroppedKeys keys={keys} dropped={dropped} onDrop={setDropped} />}
        {label.error && (
          <Notice tone="bad" role="alert" title="The labels were not changed">
            {faultText(label.error)}
          </Notice>
        )}
        <DialogActions>
          <Button type="submit" variant="primary" disabled={label.isPending || !parsed.ok || isEmpty}>
            Change {count(hosts.length, 'host')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function DroppedKeys(props: {
  keys: readonly string[];
  dropped: readonly string[];
  onDrop: (dropped: readonly string[]) => void;
}) {
  const { keys, dropped, onDrop } = props;
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-2">
      <legend className="mb-1 font-medium text-sm">Take away</legend>
      {keys.map((key) => (
        <label key={key} className="inline-flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={dropped.includes(key)}
            onChange={({ target }) =>
              onDrop(target.checked ? [...dropped, key] : dropped.filter((each) => each !== key))
            }
            className="size-4 accent-accent-fill"
          />
          <code className="text-xs">{key}</code>
        </label>
      ))}
    </fieldset>
  );
}
