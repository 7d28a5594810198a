import type { TypeSummary } from '../../server/api/contract.ts';
import { DottedName } from '../ui/dotted-name.tsx';
import { type Column, DataTable } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { UseCount } from './plugins-page.tsx';
import { kindLook, typeHref } from './type-look.tsx';

interface TypeTableProps {
  types: TypeSummary[];
  /** All are of one plugin, in this version of it. */
  from?: { plugin: string; version: string };
}

/** Types with what they derive from and how much they have. */
export function TypeTable({ types, from }: TypeTableProps) {
  const columns = from ? columnsFor(from).filter(({ id }) => id !== 'plugin') : columnsFor(from);
  return <DataTable label="Types" columns={columns} rows={types} rowKey={({ name }) => name} />;
}

function columnsFor(from: TypeTableProps['from']): Column<TypeSummary>[] {
  return [
    {
      id: 'name',
      header: 'Type',
      primary: true,
      cell: ({ name, kind, description }) => {
        const { icon: Icon, label } = kindLook[kind];
        return (
          <span className="flex min-w-0 items-start gap-2.5">
            <Icon aria-label={label} className="mt-0.5 size-4 shrink-0 text-ink-3" />
            <span className="min-w-0">
              <TextLink href={typeHref(name, from)} className="font-mono text-xs [overflow-wrap:anywhere]">
                <DottedName name={name} />
              </TextLink>
              {description && <span className="line-clamp-1 font-normal text-ink-2 text-xs">{description}</span>}
            </span>
          </span>
        );
      },
    },
    {
      id: 'base',
      header: 'Derived from',
      cell: ({ derivedFrom }) =>
        derivedFrom ? (
          <span className="font-mono text-ink-2 text-xs [overflow-wrap:anywhere]">
            <DottedName name={derivedFrom} />
          </span>
        ) : (
          <span className="text-ink-3">–</span>
        ),
    },
    {
      id: 'plugin',
      header: 'Plugin',
      cell: ({ plugin, version }) => (
        <span className="text-ink-2">
          {plugin.title} <span className="tabular text-ink-3">{version}</span>
        </span>
      ),
    },
    {
      id: 'properties',
      header: 'Properties',
      align: 'right',
      cell: ({ propertyCount }) => <span className="tabular">{propertyCount}</span>,
    },
    {
      id: 'operations',
      header: 'Operations',
      align: 'right',
      cell: ({ operationCount }) => <span className="tabular">{operationCount}</span>,
    },
    { id: 'used', header: 'Used by', align: 'right', cell: ({ useCount }) => <UseCount count={useCount} /> },
  ];
}
