import type { HostView } from '../../server/api/contract.ts';
import { Chip } from '../ui/chip.tsx';
import { formatSize } from '../ui/format-size.ts';
import type { Column } from '../ui/table.tsx';
import { HostCheck } from './host-check.tsx';
import { HostLink } from './host-link.tsx';
import { describeSudo, hostStates, placeOf, shortSystem } from './host-look.ts';
import { HostState } from './host-state.tsx';
import { LabelChips } from './label-chips.tsx';
import { formatLabels } from './label-text.ts';

/** Many columns share the width of a window. */
const tight = 'md:!px-2.5';

const unknown = <span className="text-ink-3">–</span>;

function sizeColumn(id: string, header: string, of: (host: HostView) => number | null): Column<HostView> {
  return {
    id,
    header,
    minor: true,
    align: 'right',
    className: tight,
    sort: of,
    cell: (host) => {
      const bytes = of(host);
      return bytes === null ? unknown : <span className="tabular whitespace-nowrap">{formatSize(bytes)}</span>;
    },
  };
}

const name: Column<HostView> = {
  id: 'name',
  header: 'Host',
  primary: true,
  className: 'md:!pr-2.5',
  sort: (host) => host.name,
  cell: (host) => (
    <span className="block min-w-0 [overflow-wrap:anywhere] md:min-w-46">
      <span className="flex items-center gap-2">
        <HostLink host={host} />
        {host.lab && <Chip tone="accent">Lab</Chip>}
      </span>
      <code className="mt-0.5 block font-normal text-ink-3 text-xs">
        {host.user ? `${host.user}@` : ''}
        {placeOf(host)}
      </code>
    </span>
  ),
};

const state: Column<HostView> = {
  id: 'state',
  header: 'Pool',
  className: tight,
  sort: (host) => hostStates.indexOf(host.state),
  cell: (host) => <HostState host={host} />,
};

const check: Column<HostView> = {
  id: 'check',
  header: 'Last test',
  className: 'md:!pl-2.5',
  // Failures first, then those that nobody has tested, then the oldest test.
  sort: (host) => {
    if (host.checkError !== null) return 0;
    return host.checkedAt === null ? 1 : Date.parse(host.checkedAt);
  },
  cell: (host) => <HostCheck host={host} />,
};

const facts: readonly Column<HostView>[] = [
  {
    id: 'labels',
    minor: true,
    header: 'Labels',
    className: `${tight} md:max-w-60`,
    sort: (host) => formatLabels(host.labels) || null,
    cell: (host) => (
      <div className="flex max-md:justify-end md:min-w-42">
        <LabelChips labels={host.labels} most={2} />
      </div>
    ),
  },
  {
    id: 'os',
    minor: true,
    header: 'System',
    className: tight,
    sort: (host) => host.facts?.os ?? null,
    cell: (host) =>
      host.facts?.os ? (
        <span title={host.facts.os} className="whitespace-nowrap">
          {shortSystem(host.facts.os)}
        </span>
      ) : (
        unknown
      ),
  },
  {
    id: 'cores',
    minor: true,
    header: 'Cores',
    className: tight,
    align: 'right',
    sort: (host) => host.facts?.cores ?? null,
    cell: (host) => <span className="tabular">{host.facts?.cores ?? unknown}</span>,
  },
  sizeColumn('memory', 'Memory', (host) => host.facts?.memoryBytes ?? null),
  sizeColumn('disk', 'Disk free', (host) => host.facts?.diskFreeBytes ?? null),
  {
    id: 'sudo',
    minor: true,
    header: 'Sudo',
    className: tight,
    sort: (host) => describeSudo(host.facts),
    cell: (host) => <span className="whitespace-nowrap">{describeSudo(host.facts) ?? unknown}</span>,
  },
];

/** All that the table says of a host. */
export const hostColumns: readonly Column<HostView>[] = [name, ...facts, state, check];
