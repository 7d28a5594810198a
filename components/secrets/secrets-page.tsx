'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import type { SecretView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, Panel } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';
import { sayDone, sayFault } from '../ui/toasts.tsx';
import { SecretDialog } from './secret-dialog.tsx';

export function SecretsPage() {
  const api = useApi();
  const queryClient = useQueryClient();
  const query = useQuery(api.secrets.list.queryOptions());
  const [edited, setEdited] = useQueryState('edit', parseAsString);
  const [doomed, setDoomed] = useState<string | null>(null);
  const remove = useMutation(
    api.secrets.delete.mutationOptions({
      onSuccess: () => {
        sayDone('The secret is deleted');
        return queryClient.invalidateQueries({ queryKey: api.secrets.list.queryKey() });
      },
      onError: (fault) => sayFault('The secret was not deleted', fault),
    }),
  );
  return (
    <>
      <PageHeader
        title="Secrets"
        lead="Passwords and keys that blueprints fetch by name with get_secret. Their values are kept encrypted and are never shown again."
      >
        <Button variant="primary" onClick={() => void setEdited('')}>
          <Plus aria-hidden /> Add a secret
        </Button>
      </PageHeader>
      <PageBody>
        <Panel aria-label="Secrets" className="overflow-hidden">
          <Loaded query={query}>
            {(secrets) =>
              secrets.length > 0 ? (
                <DataTable
                  label="Secrets"
                  columns={columnsFor((name) => void setEdited(name), setDoomed)}
                  rows={secrets}
                  rowKey={({ name }) => name}
                />
              ) : (
                <Empty
                  icon={<KeyRound />}
                  title="No secrets yet"
                  action={<Button onClick={() => void setEdited('')}>Add one</Button>}
                >
                  Add the SSH key of your hosts, and name it in a blueprint's inputs.
                </Empty>
              )
            }
          </Loaded>
        </Panel>
      </PageBody>
      {edited !== null && <SecretDialog name={edited} onClose={() => void setEdited(null)} />}
      <Confirm
        open={doomed !== null}
        onOpenChange={() => setDoomed(null)}
        title={`Delete ${doomed}?`}
        action="Delete"
        danger
        onConfirm={() => doomed !== null && remove.mutate({ name: doomed })}
      >
        Operations that ask for it will fail until it is there again. It cannot be brought back.
      </Confirm>
    </>
  );
}

function columnsFor(edit: (name: string) => void, remove: (name: string) => void): Column<SecretView>[] {
  return [
    { id: 'name', header: 'Name', primary: true, cell: ({ name }) => <code className="text-sm">{name}</code> },
    {
      id: 'value',
      header: 'Value',
      cell: () => (
        <span aria-label="hidden" role="img" className="tracking-widest text-ink-3">
          ••••••••
        </span>
      ),
    },
    {
      id: 'version',
      header: 'Version',
      align: 'right',
      cell: ({ version }) => <span className="tabular">{version}</span>,
    },
    { id: 'by', header: 'By', cell: ({ createdBy }) => createdBy ?? 'the system' },
    { id: 'updated', header: 'Changed', align: 'right', cell: ({ updatedAt }) => <Ago at={updatedAt} /> },
    {
      id: 'actions',
      header: 'Actions',
      hideHeader: true,
      align: 'right',
      cell: ({ name }) => (
        <span className="inline-flex gap-2">
          <Button size="sm" aria-label={`Replace ${name}`} onClick={() => edit(name)}>
            Replace
          </Button>
          <Button size="sm" aria-label={`Delete ${name}`} onClick={() => remove(name)}>
            Delete
          </Button>
        </span>
      ),
    },
  ];
}
