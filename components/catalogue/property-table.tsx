import type { TypeProperty } from '../../server/api/contract.ts';
import { DottedName } from '../ui/dotted-name.tsx';
import { type Column, DataTable } from '../ui/table.tsx';
import { Inherited } from './inherited.tsx';
import { ShownValue } from './shown-value.tsx';

interface PropertyTableProps {
  properties: TypeProperty[];
  typeName: string;
}

/** Properties, the type's own first, with what they are when a blueprint says nothing. */
export function PropertyTable({ properties, typeName }: PropertyTableProps) {
  if (properties.length === 0) return <p className="px-4 py-3 text-ink-2 text-sm">It has no properties.</p>;
  return <DataTable label="Properties" columns={columnsFor(typeName)} rows={properties} rowKey={({ name }) => name} />;
}

function columnsFor(typeName: string): Column<TypeProperty>[] {
  return [
    {
      id: 'name',
      header: 'Property',
      primary: true,
      cell: ({ name, required }) => (
        <span className="inline-flex items-baseline gap-2">
          <code className="text-sm">{name}</code>
          {required && <span className="font-normal text-warn text-xs">required</span>}
        </span>
      ),
    },
    {
      id: 'type',
      header: 'Type',
      cell: ({ type }) => (
        <span className="font-mono text-ink-2 text-xs wrap-break-word">
          <DottedName name={type ?? 'any'} />
        </span>
      ),
    },
    {
      id: 'default',
      header: 'Default',
      cell: (property) => ('default' in property ? <ShownValue value={property.default ?? null} /> : null),
    },
    {
      id: 'description',
      header: 'Meaning',
      cell: ({ description, from }) => (
        <span className="flex flex-col text-sm">
          {description}
          <Inherited from={from} typeName={typeName} />
        </span>
      ),
    },
  ];
}
