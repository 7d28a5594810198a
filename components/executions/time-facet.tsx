'use client';

import { NativeSelect } from '../ui/field.tsx';

interface TimeFacetProps {
  from: string | null;
  to: string | null;
  onChange: (times: { from: string | null; to: string | null }) => void;
}

const spans = [
  { value: '1', label: 'Last hour' },
  { value: '24', label: 'Last 24 hours' },
  { value: '168', label: 'Last 7 days' },
  { value: '720', label: 'Last 30 days' },
] as const;
const hourMs = 3_600_000;

/** When an execution was created. A span becomes a time in the URL, so that a shared link means the same later. */
export function TimeFacet({ from, to, onChange }: TimeFacetProps) {
  const isAny = from === null && to === null;
  return (
    <NativeSelect
      aria-label="Created"
      value={isAny ? '' : 'given'}
      onChange={({ target }) => {
        const since = target.value === '' ? null : new Date(Date.now() - Number(target.value) * hourMs);
        onChange({ from: since?.toISOString() ?? null, to: null });
      }}
      className={isAny ? '!w-auto' : '!w-auto !border-accent/40 !bg-accent-soft'}
    >
      <option value="">Any time</option>
      {!isAny && (
        <option value="given" disabled>
          {describeTimes(from, to)}
        </option>
      )}
      {spans.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </NativeSelect>
  );
}

function describeTimes(from: string | null, to: string | null): string {
  const parts = [from && `since ${shortly(from)}`, to && `until ${shortly(to)}`].filter(Boolean).join(' ');
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}

function shortly(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
}
