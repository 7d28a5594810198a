'use client';

import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus, SearchX } from 'lucide-react';
import { parseAsString, useQueryStates } from 'nuqs';
import type { SecretView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { useCommands } from '../shell/commands.ts';
import { Button } from '../ui/button.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { later } from '../ui/later.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { NarrowSort } from '../ui/narrow-sort.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { ListCount } from '../ui/pager.tsx';
import { sortParser, urlSorting } from '../ui/sort-url.ts';
import { Empty } from '../ui/states.tsx';
import { type Column, DataTable, Panel } from '../ui/table.tsx';
import { Ago } from '../ui/time.tsx';
import { usePane } from '../ui/use-pane.ts';
import { WithDetails } from '../ui/with-details.tsx';

const SecretDialog = later(async () => (await import('./secret-dialog.tsx')).SecretDialog);
const SecretPane = later(async () => (await import('./secret-pane.tsx')).SecretPane);

const columns: readonly Column<SecretView>[] = [
  {
    id: 'name',
    header: 'Name',
    primary: true,
    sort: ({ name }) => name,
    cell: ({ name }) => <code className="text-sm">{name}</code>,
  },
  {
    id: 'version',
    header: 'Version',
    align: 'right',
    sort: ({ version }) => version,
    cell: ({ version }) => <span className="tabular">{version}</span>,
  },
  {
    id: 'by',
    header: 'Changed by',
    minor: true,
    sort: ({ createdBy }) => createdBy,
    cell: ({ createdBy }) => createdBy ?? 'the system',
  },
  {
    id: 'changed',
    header: 'Changed',
    align: 'right',
    sort: ({ updatedAt }) => Date.parse(updatedAt),
    cell: ({ updatedAt }) => <Ago at={updatedAt} />,
  },
];

const url = {
  q: parseAsString.withDefault(''),
  sort: sortParser(['name', 'version', 'by', 'changed']).withDefault('name'),
  /** The one whose value is replaced; empty: a new one. */
  edit: parseAsString,
};

/** Every secret by its name, and who uses it; what they hold is never shown. */
export function SecretsPage() {
  const api = useApi();
  const query = useQuery(api.secrets.list.queryOptions());
  const [{ q, sort, edit }, set] = useQueryStates(url);
  const { pane, show, close } = usePane();
  const meant = query.data?.filter(({ name }) => name.toLowerCase().includes(q.trim().toLowerCase()));
  const shown = query.data?.find(({ name }) => name === pane);
  const sorting = urlSorting(sort, (next) => void set({ sort: next }));
  const add = () => void set({ edit: '' });
  useCommands('Secrets', [
    { label: 'Add a secret', run: add },
    ...(shown ? [{ label: `Replace the value of ${shown.name}`, run: () => void set({ edit: shown.name }) }] : []),
  ]);
  return (
    <>
      <PageHeader
        title="Secrets"
        lead="Passwords and keys that blueprints fetch by name with get_secret. Their values are kept encrypted and are never shown again."
      >
        <Button variant="primary" onClick={add}>
          <Plus aria-hidden /> Add a secret
        </Button>
      </PageHeader>
      <PageBody>
        <WithDetails
          details={
            shown && (
              <SecretPane
                key={shown.name}
                secret={shown}
                onReplace={() => void set({ edit: shown.name })}
                onClose={close}
              />
            )
          }
        >
          <div className="flex flex-wrap items-center gap-2">
            <FilterInput
              label="Filter secrets by name"
              placeholder="Filter by name"
              value={q}
              onChange={(next) => void set({ q: next || null })}
            />
            <NarrowSort columns={columns} sorting={sorting} />
            {meant && query.data && (
              <ListCount
                page={{ matching: meant.length, all: query.data.length, countedUpTo: Number.POSITIVE_INFINITY }}
                noun="secret"
              />
            )}
          </div>
          <Panel aria-label="Secrets" className="overflow-clip">
            <Loaded query={query}>
              {(secrets) => {
                if (secrets.length === 0) return <NoSecrets onAdd={add} />;
                if (!meant || meant.length === 0) return <NoneLikeThat onClear={() => void set({ q: null })} />;
                return (
                  <DataTable
                    label="Secrets"
                    columns={columns}
                    rows={meant}
                    rowKey={({ name }) => name}
                    sorting={sorting}
                    current={shown?.name ?? null}
                    onOpen={({ name }) => show(name)}
                    onEscape={shown && close}
                  />
                );
              }}
            </Loaded>
          </Panel>
        </WithDetails>
      </PageBody>
      {edit !== null && <SecretDialog name={edit} onClose={() => void set({ edit: null })} />}
    </>
  );
}

function NoSecrets({ onAdd }: { onAdd: () => void }) {
  return (
    <Empty icon={<KeyRound />} title="No secrets yet" action={<Button onClick={onAdd}>Add one</Button>}>
      Add the SSH key of your hosts, and name it in a blueprint's inputs.
    </Empty>
  );
}

function NoneLikeThat({ onClear }: { onClear: () => void }) {
  return (
    <Empty icon={<SearchX />} title="No secret is called that" action={<Button onClick={onClear}>Show all</Button>} />
  );
}
