'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight, RotateCcw } from 'lucide-react';
import { parseAsStringLiteral, useQueryStates } from 'nuqs';
import type { DraftState, VersionSummary } from '../../../server/api/draft-contract.ts';
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
import { parseAsSide, type Side, sideName } from './side.ts';
import { UpdateLinks } from './update-links.tsx';

const VersionTexts = later(async () => (await import('./version-texts.tsx')).VersionTexts, <SkeletonRows />);
const VersionGraph = later(async () => (await import('./version-graph.tsx')).VersionGraph, <SkeletonRows />);

const looks = ['text', 'graph'] as const;
const place = {
  from: parseAsSide,
  to: parseAsSide,
  look: parseAsStringLiteral(looks).withDefault('text'),
};

/** Two versions of a blueprint, or one and the draft, beside each other, as texts or in one drawing. */
export function VersionsPage({ id }: { id: string }) {
  const api = useApi();
  const versions = useQuery(api.drafts.versions.queryOptions({ id }));
  const draft = useQuery(api.drafts.state.queryOptions({ id }, { staleTime: 0 }));
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
        {(list) => (
          <Loaded query={draft}>
            {(state) =>
              list.length + Number(state.isChanged) < 2 ? (
                <p className="px-4 text-ink-2 text-sm md:px-6">
                  There is one version, and nothing to compare it with. Each “Save version” in the designer and each
                  upload under the same name makes the next one.
                </p>
              ) : (
                <Comparison id={id} versions={list} draft={state} />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </div>
  );
}

interface ComparisonProps {
  id: string;
  versions: readonly VersionSummary[];
  draft: DraftState;
}

/** What is there to be compared, the latest first, and which two are. */
function useSides({ versions, draft }: Omit<ComparisonProps, 'id'>) {
  const [{ from: first, to: second, look }, choose] = useQueryStates(place);
  const numbers = versions.map(({ number }) => number);
  const sides: Side[] = draft.isChanged ? ['draft', ...numbers] : numbers;
  const usual = numbers.length > 1 ? (numbers[0] ?? 1) : (sides[0] ?? 1);
  const to = second !== null && sides.includes(second) ? second : usual;
  const before = numbers.find((number) => to === 'draft' || number < to) ?? numbers.at(-1) ?? 1;
  const from = first !== null && sides.includes(first) ? first : before;
  return { sides, from, to, look, choose };
}

function Comparison({ id, versions, draft }: ComparisonProps) {
  const { sides, from, to, look, choose } = useSides({ versions, draft });
  const latest = versions[0]?.number;
  const chooser = { sides, versions };
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 pb-4 md:px-6">
        <Chooser {...chooser} label="From" value={from} onChange={(next) => void choose({ from: next })} />
        <span className="flex min-w-0 items-center gap-3">
          <ArrowRight aria-hidden className="size-4 shrink-0 text-ink-3" />
          <Chooser {...chooser} label="To" value={to} onChange={(next) => void choose({ to: next })} />
        </span>
        <Segmented
          label="Look"
          value={look}
          onChange={(next) => void choose({ look: next })}
          options={[
            { value: 'text', label: 'Text' },
            { value: 'graph', label: 'Drawing' },
          ]}
        />
        {from !== 'draft' && <RestoreLink id={id} number={from} isThere={from === latest && !draft.isChanged} />}
      </div>
      <About side={to} versions={versions} draft={draft} />
      <UpdateLinks id={id} from={from} to={to} latest={latest} />
      {look === 'text' ? <VersionTexts {...{ id, from, to }} /> : <VersionGraph {...{ id, from, to }} />}
    </>
  );
}

interface ChooserProps {
  label: string;
  value: Side;
  sides: readonly Side[];
  versions: readonly VersionSummary[];
  onChange: (side: Side) => void;
}

function Chooser({ label, value, sides, versions, onChange }: ChooserProps) {
  const noteOf = (side: Side) => versions.find(({ number }) => number === side)?.note;
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value === 'draft' ? 'draft' : Number(target.value))}
      className="max-w-60"
    >
      {sides.map((side) => (
        <option key={side} value={side}>
          {side === 'draft' ? 'Draft, no version yet' : sideName(side)}
          {noteOf(side) && `: ${noteOf(side)}`}
        </option>
      ))}
    </NativeSelect>
  );
}

function About({ side, versions, draft }: { side: Side } & Omit<ComparisonProps, 'id'>) {
  const version = versions.find(({ number }) => number === side);
  const at = side === 'draft' ? draft.savedAt : version?.createdAt;
  const by = side === 'draft' ? draft.savedBy : version?.createdBy;
  return (
    <p className="px-4 pt-4 text-ink-2 text-sm md:px-6">
      {sideName(side)}
      {version?.note && `, “${version.note}”`}
      {at && (
        <>
          : {side === 'draft' ? 'changed' : 'saved'} <Ago at={at} />
        </>
      )}
      {by && ` by ${by}`}
    </p>
  );
}

/** Leads to the designer, which takes the files of that version as one step that can be undone. */
function RestoreLink({ id, number, isThere }: { id: string; number: number; isThere: boolean }) {
  if (!useCanOperate() || isThere) return null;
  return (
    <ButtonLink size="sm" href={`/blueprints/${id}/edit?restore=${number}`}>
      <RotateCcw aria-hidden /> Restore version {number}
    </ButtonLink>
  );
}
