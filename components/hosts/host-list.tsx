'use client';

import { FileUp, Plus, SearchX, Server } from 'lucide-react';
import { useState } from 'react';
import type { HostKeyView, HostView } from '../../server/api/contract.ts';
import { useCanOperate } from '../shell/session.tsx';
import { Button } from '../ui/button.tsx';
import { later } from '../ui/later.tsx';
import { Empty } from '../ui/states.tsx';
import { DataTable, inOrder, Panel } from '../ui/table.tsx';
import { WithDetails } from '../ui/with-details.tsx';
import { hostColumns } from './host-columns.tsx';
import { filterHosts } from './host-filter.ts';
import { HostFilterBar } from './host-filter-bar.tsx';
import { TestProgress } from './test-progress.tsx';
import { useHostChoice, useShownHost } from './use-hosts-url.ts';

const ChosenHosts = later(async () => (await import('./chosen-hosts.tsx')).ChosenHosts);

const HostPane = later(async () => (await import('./host-pane.tsx')).HostPane);

/** How many rows are drawn before a person asks for more. */
const step = 200;

/** The hosts that are meant; beside them the details of one. */
export function HostList({ hosts, keys }: { hosts: readonly HostView[]; keys: readonly HostKeyView[] }) {
  const canOperate = useCanOperate();
  const { host: shownId, open, show } = useShownHost();
  const list = useHostChoice();
  const [chosen, choose] = useState<string[]>([]);
  const shown = hosts.find(({ id }) => id === shownId);
  const meant = filterHosts(hosts, list.choice);
  if (hosts.length === 0) return <NoHosts canOperate={canOperate} onOpen={open} />;
  return (
    <WithDetails
      details={shown && <HostPane key={shown.id} host={shown} hosts={hosts} keys={keys} onClose={() => show(null)} />}
    >
      <HostFilterBar hosts={hosts} meant={meant.length} list={list} />
      <TestProgress hosts={hosts} />
      {canOperate && chosen.length > 0 && <ChosenHosts hosts={meant} chosen={chosen} onChoose={choose} />}
      {canOperate && chosen.length === 0 && meant.length > 1 && (
        <div className="md:hidden">
          <Button size="sm" variant="ghost" onClick={() => choose(meant.map(keyOf))}>
            Choose all {meant.length}
          </Button>
        </div>
      )}
      <Panel aria-label="Hosts" className="overflow-clip">
        {meant.length > 0 ? (
          <Rows hosts={meant} list={list} current={shown?.id ?? null} chosen={chosen} onChoose={choose} onShow={show} />
        ) : (
          <Empty
            icon={<SearchX />}
            title={`None of ${hosts.length} hosts is like that`}
            action={<Button onClick={list.clear}>Show all</Button>}
          />
        )}
      </Panel>
      <LabNote hosts={hosts} />
    </WithDetails>
  );
}

interface RowsProps {
  hosts: readonly HostView[];
  list: ReturnType<typeof useHostChoice>;
  current: string | null;
  chosen: string[];
  onChoose: (chosen: string[]) => void;
  onShow: (id: string | null) => void;
}

const keyOf = ({ id }: HostView) => id;
const nameOf = ({ name }: HostView) => name;

function Rows({ hosts, list, current, chosen, onChoose, onShow }: RowsProps) {
  const canOperate = useCanOperate();
  const [most, setMost] = useState(step);
  const rows = inOrder(hosts, hostColumns, list.sorting);
  return (
    <>
      <DataTable
        label="Hosts"
        columns={hostColumns}
        choice={canOperate ? { chosen, onChoose, nameOf, all: hosts } : undefined}
        onOpen={({ id }) => onShow(id)}
        onEscape={current === null ? undefined : () => onShow(null)}
        view={list.view}
        rows={rows.slice(0, most)}
        rowKey={keyOf}
        sorting={list.sorting}
        current={current}
      />
      {rows.length > most && (
        <div className="flex items-center justify-center gap-3 border-line border-t p-2.5">
          <Button size="sm" onClick={() => setMost(most + step)}>
            Show {Math.min(step, rows.length - most)} more of {rows.length - most}
          </Button>
        </div>
      )}
    </>
  );
}

function NoHosts({ canOperate, onOpen }: { canOperate: boolean; onOpen: (dialog: 'add' | 'import') => void }) {
  return (
    <Panel aria-label="Hosts">
      <Empty
        icon={<Server />}
        title="No hosts are known"
        action={
          canOperate && (
            <>
              <Button variant="primary" onClick={() => onOpen('add')}>
                <Plus aria-hidden /> Add one
              </Button>
              <Button onClick={() => onOpen('import')}>
                <FileUp aria-hidden /> Import many
              </Button>
            </>
          )
        }
      >
        Add the machines that you reach over SSH: blueprints then take free ones by their labels. A blueprint may also
        name a host itself, by the ip of a Compute node.
      </Empty>
    </Panel>
  );
}

function LabNote({ hosts }: { hosts: readonly HostView[] }) {
  if (!hosts.some(({ lab }) => lab)) return null;
  return (
    <p className="text-ink-2 text-xs">
      Lab hosts are SSH servers of this product on this machine, for demonstrations. Commands on them really run here.
      GANTRY_LAB=0 turns them off.
    </p>
  );
}
