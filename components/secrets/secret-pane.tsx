'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { SecretUses, SecretView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { DetailsPane } from '../ui/details-pane.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { FactList, PaneSection } from '../ui/pane-section.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { Ago } from '../ui/time.tsx';
import { sayDone, sayFault } from '../ui/toasts.tsx';

interface SecretPaneProps {
  secret: SecretView;
  onReplace: () => void;
  onClose: () => void;
}

/** Who uses a secret, how a blueprint names it, and the ways to give it a new value or forget it. */
export function SecretPane({ secret: { name, version, updatedAt, createdBy }, onReplace, onClose }: SecretPaneProps) {
  const api = useApi();
  const uses = useQuery(api.secrets.uses.queryOptions({ name }));
  const call = `{ get_secret: ${name} }`;
  return (
    <DetailsPane name={name} title={<code>{name}</code>} back="Back to all secrets" onClose={onClose}>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onReplace}>
          <RotateCw aria-hidden /> Replace the value…
        </Button>
        <DeleteSecret name={name} uses={uses.data} onDeleted={onClose} />
      </div>
      <PaneSection title="Secret">
        <FactList
          facts={[
            ['Version', version],
            [
              'Changed',
              <span key="changed">
                <Ago at={updatedAt} /> by {createdBy ?? 'the system'}
              </span>,
            ],
            [
              'In a blueprint',
              <span key="call" className="flex items-center gap-1">
                <code className="text-xs">{call}</code>
                <CopyButton text={call} />
              </span>,
            ],
          ]}
        />
      </PaneSection>
      <Loaded query={uses} rows={2}>
        {(found) => <Uses uses={found} />}
      </Loaded>
    </DetailsPane>
  );
}

function Uses({ uses: { blueprints, deployments, hosts } }: { uses: SecretUses }) {
  if (blueprints.length + deployments.length + hosts.length === 0) {
    return (
      <PaneSection title="Used by">
        <p className="text-ink-2 text-sm">No blueprint, deployment or host names it. Scripts may still ask for it.</p>
      </PaneSection>
    );
  }
  return (
    <>
      <Users title="Blueprints that name it" rows={blueprints} hrefOf={(id) => `/blueprints/${id}`} />
      <Users title="Deployments that read it" rows={deployments} hrefOf={(id) => `/deployments/${id}`} />
      <Users title="Hosts that it opens" rows={hosts} hrefOf={(id) => `/hosts?host=${id}`} />
    </>
  );
}

interface UsersProps {
  title: string;
  rows: readonly { id: string; name: string }[];
  hrefOf: (id: string) => string;
}

const mostListed = 20;

function Users({ title, rows, hrefOf }: UsersProps) {
  if (rows.length === 0) return null;
  return (
    <PaneSection title={title}>
      <ul className="flex flex-col gap-1 text-sm">
        {rows.slice(0, mostListed).map(({ id, name }) => (
          <li key={id}>
            <TextLink href={hrefOf(id)}>{name}</TextLink>
          </li>
        ))}
        {rows.length > mostListed && <li className="text-ink-3">and {rows.length - mostListed} more</li>}
      </ul>
    </PaneSection>
  );
}

/** Refused, with the reason on the button, while a host signs in with it. */
function DeleteSecret({
  name,
  uses,
  onDeleted,
}: {
  name: string;
  uses: SecretUses | undefined;
  onDeleted: () => void;
}) {
  const api = useApi();
  const queryClient = useQueryClient();
  const [isAsked, setAsked] = useState(false);
  const remove = useMutation(
    api.secrets.delete.mutationOptions({
      onSuccess: () => {
        sayDone(`${name} is deleted`);
        onDeleted();
        return queryClient.invalidateQueries({ queryKey: api.secrets.list.queryKey() });
      },
      onError: (fault) => sayFault('The secret was not deleted', fault),
    }),
  );
  const isHeld = (uses?.hosts.length ?? 0) > 0;
  const readers = (uses?.blueprints.length ?? 0) + (uses?.deployments.length ?? 0);
  return (
    <>
      <Button
        disabled={!uses || isHeld || remove.isPending}
        title={isHeld ? 'Hosts sign in with it: give them another one first' : undefined}
        onClick={() => setAsked(true)}
      >
        <Trash2 aria-hidden /> Delete…
      </Button>
      <Confirm
        open={isAsked}
        onOpenChange={setAsked}
        title={`Delete ${name}?`}
        action="Delete"
        danger
        {...(readers > 0 && { typeToConfirm: name })}
        onConfirm={() => remove.mutate({ name })}
      >
        {readers > 0
          ? 'What names it fails until a secret of this name is there again. It cannot be brought back.'
          : 'Operations that ask for it will fail until it is there again. It cannot be brought back.'}
      </Confirm>
    </>
  );
}
