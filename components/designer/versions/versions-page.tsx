'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight, RotateCcw } from 'lucide-react';
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { VersionSummary } from '../../../server/api/draft-contract.ts';
import { useApi } from '../../api/api.ts';
import { useCanOperate } from '../../shell/session.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { NativeSelect } from '../../ui/field.tsx';
import { later } from '../../ui/later.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Ago } from '../../ui/time.tsx';

const VersionTexts = later(async () => (await import('./version-texts.tsx')).VersionTexts, <SkeletonRows />);
const VersionGraph = later(async () => (await import('./version-graph.tsx')).VersionGraph, <SkeletonRows />);

const looks = ['text', 'graph'] as const;
const place = {
  from: parseAsInteger,
  to: parseAsInteger,
  look: parseAsStringLiteral(looks).withDefault('text'),
};

/** Two versions of a blueprint beside each other, as texts or in one drawing. */
export function VersionsPage({ id }: { id: string }) {
  const api = useApi();
  const versions = useQuery(api.drafts.versions.queryOptions({ id }));
  const blueprint = useQuery(api.blueprints.get.queryOptions({ id }));
  const name = blueprint.data?.name ?? 'Blueprint';
  return (
    <div className="flex min-h-full flex-1 flex-col">
      <PageHeader
        title="Versions"
        windowTitle={`${name}, versions`}
        lead={<TextLink href={`/blueprints/${id}`}>{name}</TextLink>}
      />
      <Loaded query={versions}>
        {(list) =>
          list.length < 2 ? (
            <p className="px-4 text-ink-2 text-sm md:px-6">
              There is one version, and nothing to compare it with. Each “Save version” in the designer and each upload
              under the same name makes the next one.
            </p>
          ) : (
            <Comparison id={id} versions={list} />
          )
        }
      </Loaded>
    </div>
  );
}

function Comparison({ id, versions }: { id: string; versions: readonly VersionSummary[] }) {
  const [{ from: first, to: second, look }, choose] = useQueryStates(place);
  const numbers = versions.map(({ number }) => number);
  const to = second !== null && numbers.includes(second) ? second : (numbers[0] ?? 1);
  const before = numbers.find((number) => number < to) ?? numbers.at(-1) ?? 1;
  const from = first !== null && numbers.includes(first) ? first : before;
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 pb-4 md:px-6">
        <Chooser label="From" value={from} versions={versions} onChange={(next) => void choose({ from: next })} />
        <ArrowRight aria-hidden className="size-4 text-ink-3" />
        <Chooser label="To" value={to} versions={versions} onChange={(next) => void choose({ to: next })} />
        <Segmented
          label="Look"
          value={look}
          onChange={(next) => void choose({ look: next })}
          options={[
            { value: 'text', label: 'Text' },
            { value: 'graph', label: 'Drawing' },
          ]}
        />
        <RestoreLink id={id} number={from} isLatest={from === numbers[0]} />
      </div>
      <About version={versions.find(({ number }) => number === to)} />
      {look === 'text' ? <VersionTexts {...{ id, from, to }} /> : <VersionGraph {...{ id, from, to }} />}
    </>
  );
}

interface ChooserProps {
  label: string;
  value: number;
  versions: readonly VersionSummary[];
  onChange: (number: number) => void;
}

function Chooser({ label, value, versions, onChange }: ChooserProps) {
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(Number(target.value))}
      className="max-w-60"
    >
      {versions.map(({ number, note }) => (
        <option key={number} value={number}>
          Version {number}
          {note && `: ${note}`}
        </option>
      ))}
    </NativeSelect>
  );
}

function About({ version }: { version: VersionSummary | undefined }) {
  if (version === undefined) return null;
  return (
    <p className="px-4 pt-4 text-ink-2 text-sm md:px-6">
      Version {version.number}
      {version.note && `, “${version.note}”`}: saved <Ago at={version.createdAt} />
      {version.createdBy && ` by ${version.createdBy}`}
    </p>
  );
}

/** Leads to the designer, which takes the files of that version as one step that can be undone. */
function RestoreLink({ id, number, isLatest }: { id: string; number: number; isLatest: boolean }) {
  if (!useCanOperate() || isLatest) return null;
  return (
    <ButtonLink size="sm" href={`/blueprints/${id}/edit?restore=${number}`}>
      <RotateCcw aria-hidden /> Restore version {number}
    </ButtonLink>
  );
}
