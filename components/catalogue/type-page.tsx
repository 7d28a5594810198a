'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { parseAsString, useQueryStates } from 'nuqs';
import { Fragment } from 'react';
import type { TypeDetail } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { Chip } from '../ui/chip.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { DottedName } from '../ui/dotted-name.tsx';
import { NativeSelect } from '../ui/field.tsx';
import { Link } from '../ui/link.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { Panel, PanelHeader } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { InterfaceList } from './interface-list.tsx';
import { PropertyTable } from './property-table.tsx';
import { kindLook, typeHref } from './type-look.tsx';
import { UseList } from './use-list.tsx';

/** A type: what it derives from, its properties and operations, and the blueprints that use it. */
export function TypePage({ name }: { name: string }) {
  const api = useApi();
  const [{ plugin, version }, set] = useQueryStates({ plugin: parseAsString, version: parseAsString });
  const query = useQuery(
    api.catalogue.type.queryOptions(
      { name, ...(plugin && { plugin }), ...(version && { version }) },
      { placeholderData: (before) => (before?.name === name ? before : undefined), retry: false },
    ),
  );
  const choose = (release: { plugin: string; version: string }) => void set(release, { history: 'push' });
  return (
    <>
      <PageHeader title={name}>{query.data && <ReleaseSelect type={query.data} onChoose={choose} />}</PageHeader>
      <PageBody>
        <Loaded query={query} rows={10}>
          {(type) => <Content type={type} />}
        </Loaded>
      </PageBody>
    </>
  );
}

interface ReleaseSelectProps {
  type: TypeDetail;
  onChoose: (release: { plugin: string; version: string }) => void;
}

function ReleaseSelect({ type, onChoose }: ReleaseSelectProps) {
  const keyOf = (release: { plugin: string; version: string }) => `${release.plugin} ${release.version}`;
  return (
    <NativeSelect
      aria-label="Release"
      value={keyOf({ plugin: type.plugin.name, version: type.version })}
      onChange={({ target }) => {
        const release = type.releases.find((each) => keyOf(each) === target.value);
        if (release) onChoose({ plugin: release.plugin, version: release.version });
      }}
      className="!w-auto max-w-72"
    >
      {type.releases.map((release) => (
        <option key={keyOf(release)} value={keyOf(release)}>
          {release.title} {release.version}
        </option>
      ))}
    </NativeSelect>
  );
}

const generations = { v3: 'Generation 3 and 4', v5: 'Generation 5 to 7' };

function Content({ type }: { type: TypeDetail }) {
  return (
    <>
      <div className="flex flex-col gap-2">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          <Chip>{kindLook[type.kind].label}</Chip>
          {type.dialect && <Chip>{generations[type.dialect]}</Chip>}
          <span className="text-ink-2">
            of <TextLink href={`/plugins/${type.plugin.name}?version=${type.version}`}>{type.plugin.title}</TextLink>
          </span>
          <CopyButton text={type.name} label="Copy the name" />
        </p>
        {type.description && <p className="max-w-3xl text-sm">{type.description}</p>}
      </div>
      <Line type={type} />
      <Panel aria-labelledby="properties" className="overflow-hidden">
        <PanelHeader title={<span id="properties">Properties</span>} />
        <PropertyTable properties={type.properties} typeName={type.name} />
      </Panel>
      {type.kind !== 'data' && (
        <Panel aria-labelledby="interfaces" className="overflow-hidden">
          <PanelHeader title={<span id="interfaces">Interfaces and operations</span>} />
          <InterfaceList interfaces={type.interfaces} typeName={type.name} />
        </Panel>
      )}
      <UseList usedBy={type.usedBy} what="this type" />
    </>
  );
}

/** From the root down to the type, then what derives from it. */
function Line({ type: { name, ancestors, children } }: { type: TypeDetail }) {
  return (
    <Panel aria-labelledby="line" className="px-4 py-3">
      <h2 id="line" className="sr-only">
        Derivation
      </h2>
      <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1 font-mono text-xs">
        {ancestors.toReversed().map((each) => (
          <Fragment key={each}>
            <TypeLink name={each} />
            <ChevronRight aria-label="from which derives" className="size-3.5 text-ink-3" />
          </Fragment>
        ))}
        <span className="rounded bg-accent-soft px-1.5 py-0.5 font-medium text-accent [overflow-wrap:anywhere]">
          {name}
        </span>
      </p>
      {children.length > 0 && (
        <div className="mt-3 border-line border-t pt-3">
          <p className="mb-1.5 flex items-center justify-between gap-4 text-ink-3 text-xs">
            {children.length === 1 ? '1 type derives from it' : `${children.length} types derive from it directly`}
            <TextLink href={`/types?base=${encodeURIComponent(name)}`}>All that do</TextLink>
          </p>
          <ul className="flex flex-wrap gap-x-4 gap-y-1 font-mono text-xs">
            {children.map((each) => (
              <li key={each} className="min-w-0">
                <TypeLink name={each} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}

function TypeLink({ name }: { name: string }) {
  return (
    <Link
      href={typeHref(name)}
      className="inline-block min-h-6 rounded-sm py-0.5 text-ink-2 [overflow-wrap:anywhere] hover:text-accent hover:underline"
    >
      <DottedName name={name} />
    </Link>
  );
}
