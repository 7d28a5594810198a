'use client';

import { NativeSelect } from '../ui/field.tsx';

/** ISO 8601 times; at most one span is set at once. */
export interface TimeSpan {
  /** When an execution was created. */
  from: string | null;
  to: string | null;
  /** Since when it ended. */
  ended: string | null;
}

interface TimeFacetProps {
  times: TimeSpan;
  onChange: (times: TimeSpan) => void;
}

const any: TimeSpan = { from: null, to: null, ended: null };
const spans = [
  { hours: 1, label: 'In the last hour' },
  { hours: 24, label: 'In the last 24 hours' },
  { hours: 168, label: 'In the last 7 days' },
  { hours: 720, label: 'In the last 30 days' },
] as const;
const hourMs = 3_600_000;

/**
 * When an execution was created or has ended. A span becomes a time in the URL, so that a shared link means the same
 * later.
 */
export function TimeFacet({ times, onChange }: TimeFacetProps) {
  const given = describeTimes(times);
  return (
    <NativeSelect
      aria-label="Time"
      value={given === '' ? '' : 'given'}
      onChange={({ target }) => onChange(spanOf(target.value))}
      className={given === '' ? '!w-auto' : '!w-auto !border-accent/40 !bg-accent-soft max-w-full'}
    >
      <option value="">Any time</option>
      {given !== '' && (
        <option value="given" disabled>
          {given}
        </option>
      )}
      {(['from', 'ended'] as const).map((field) => (
        <optgroup key={field} label={words[field]}>
          {spans.map(({ hours, label }) => (
            <option key={hours} value={`${field} ${hours}`}>
              {label}
            </option>
          ))}
        </optgroup>
      ))}
    </NativeSelect>
  );
}

const words = { from: 'Created', ended: 'Ended' };

function spanOf(choice: string): TimeSpan {
  const [field, hours] = choice.split(' ');
  if (field !== 'from' && field !== 'ended') return any;
  return { ...any, [field]: new Date(Date.now() - Number(hours) * hourMs).toISOString() };
}

function describeTimes({ from, to, ended }: TimeSpan): string {
  const created = [from && `since ${shortly(from)}`, to && `until ${shortly(to)}`].filter(Boolean).join(' ');
  return [created && `Created ${created}`, ended && `Ended since ${shortly(ended)}`].filter(Boolean).join(', ');
}

function shortly(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
}
