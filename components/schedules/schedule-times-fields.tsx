'use client';

import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ScheduleTimes } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import type { FieldProblem } from '../inputs/use-fields.ts';
import { describedBy, Field, Input, NativeSelect } from '../ui/field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useSettled } from '../ui/use-settled.ts';
import { timeFieldIds as ids } from './field-ids.ts';
import { formatTime } from './schedule-text.ts';
import { exampleRules, type TypedTimes, toTimes } from './typed-times.ts';

interface ScheduleTimesFieldsProps {
  times: TypedTimes;
  onChange: (times: TypedTimes) => void;
  problems: readonly FieldProblem[];
}

const ruleHelp: Record<'cron' | 'rrule', ReactNode> = {
  cron: 'Minute, hour, day of the month, month, day of the week.',
  rrule: 'A recurrence rule of RFC 5545, without "RRULE:".',
};

/** When: once, or by a rule; with the next occurrences as soon as it can be read. */
export function ScheduleTimesFields({ times, onChange, problems }: ScheduleTimesFieldsProps) {
  const set = (part: Partial<TypedTimes>) => onChange({ ...times, ...part });
  const problemOf = (field: string) => problems.find((each) => each.field === field)?.message;
  const { kind } = times;
  return (
    <>
      <Segmented
        label="How often"
        value={kind}
        onChange={(next) => set({ kind: next, rule: exampleRules[next] })}
        options={[
          { value: 'at', label: 'Once' },
          { value: 'cron', label: 'Cron' },
          { value: 'rrule', label: 'Rule' },
        ]}
      />
      {kind !== 'at' && (
        <>
          <Field id={ids.rule} label="Rule" help={ruleHelp[kind]} problem={problemOf('rule')}>
            <Input
              {...describedBy(ids.rule, { help: true, problem: problemOf('rule') !== undefined })}
              value={times.rule}
              onChange={({ target }) => set({ rule: target.value })}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          </Field>
          <Field id={ids.timeZone} label="Time zone" problem={problemOf('timeZone')}>
            <NativeSelect
              {...describedBy(ids.timeZone, { problem: problemOf('timeZone') !== undefined })}
              value={times.timeZone}
              onChange={({ target }) => set({ timeZone: target.value })}
            >
              {zonesWith(times.timeZone).map((zone) => (
                <option key={zone}>{zone}</option>
              ))}
            </NativeSelect>
          </Field>
        </>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Moment
          id={ids.since}
          label={kind === 'at' ? 'Time, by your clock' : 'From'}
          note={kind === 'at' ? 'required' : 'now'}
          value={times.since}
          problem={problemOf('since')}
          onChange={(since) => set({ since })}
        />
        {kind !== 'at' && (
          <Moment
            id={ids.until}
            label="Until"
            note="for ever"
            value={times.until}
            problem={problemOf('until')}
            onChange={(until) => set({ until })}
          />
        )}
      </div>
      <Occurrences times={toTimes(times)} />
    </>
  );
}

interface MomentProps {
  id: string;
  label: string;
  note: string;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

function Moment({ id, label, note, value, problem, onChange }: MomentProps) {
  return (
    <Field id={id} label={label} note={note} problem={problem}>
      <Input
        {...describedBy(id, { problem: problem !== undefined })}
        type="datetime-local"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  );
}

/** The next five, or why there are none; asked for when the person pauses. */
function Occurrences({ times }: { times: ScheduleTimes | null }) {
  const api = useApi();
  const asked = useSettled(times === null ? '' : JSON.stringify(times));
  const input: ScheduleTimes | typeof skipToken = asked === '' ? skipToken : JSON.parse(asked);
  const query = useQuery(api.schedules.occurrences.queryOptions(input, { placeholderData: keepPreviousData }));
  if (times === null) return null;
  const { data, error } = query;
  return (
    <div role="status" className="min-h-24 rounded-lg bg-sunken px-3 py-2 text-xs">
      <p className="mb-1 font-medium text-ink-2">Next occurrences, by your clock ({browserZone()})</p>
      {error && <p className="text-bad">{faultText(error)}</p>}
      {data?.ok === false &&
        data.problems.map(({ message }) => (
          <p key={message} className="text-bad">
            {message}
          </p>
        ))}
      {data?.ok && data.next.length === 0 && <p className="text-ink-3">There are none.</p>}
      {data?.ok && (
        <ol className="tabular">
          {data.next.map((at) => (
            <li key={at}>{formatTime(at)}</li>
          ))}
        </ol>
      )}
    </div>
  );
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** All time zones that the browser knows, and the one that is chosen. */
function zonesWith(chosen: string): string[] {
  return [...new Set(['UTC', chosen, ...Intl.supportedValuesOf('timeZone')])];
}
