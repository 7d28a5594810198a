'use client';

import { type CSSProperties, useSyncExternalStore } from 'react';
import { formatRelative } from '../ui/format-time.ts';

/** How the times of lines are told. */
export const timeStyles = ['local', 'utc', 'relative', 'elapsed'] as const;
export type TimeStyle = (typeof timeStyles)[number];

const key = 'gantry-log-times';
const changed = 'gantry-log-times-changed';

/** The person's choice, kept in this browser. */
export function useTimeStyle(): [TimeStyle, (style: TimeStyle) => void] {
  const style = useSyncExternalStore(subscribe, read, () => 'local' as const);
  return [style, write];
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('storage', onChange);
  window.addEventListener(changed, onChange);
  return () => {
    window.removeEventListener('storage', onChange);
    window.removeEventListener(changed, onChange);
  };
}

function read(): TimeStyle {
  const kept = localStorage.getItem(key);
  return timeStyles.find((style) => style === kept) ?? 'local';
}

function write(style: TimeStyle): void {
  localStorage.setItem(key, style);
  window.dispatchEvent(new Event(changed));
}

/** Characters that the times of a style take at most. */
const timeWidth: Record<TimeStyle, number> = { local: 8, utc: 9, relative: 10, elapsed: 9 };

/** The time of a line; `start` is when its execution began and `now` the present, in milliseconds. */
export function formatLineTime(at: string, style: TimeStyle, { start, now }: { start: number; now: number }): string {
  if (style === 'utc') return `${at.slice(11, 19)}Z`;
  const time = new Date(at);
  if (style === 'relative') return formatRelative(time.getTime(), now);
  if (style === 'elapsed') return formatSince(time.getTime() - start);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(pad).join(':');
}

/** "+1:02:03.4", hours only when there are some. */
function formatSince(ms: number): string {
  const tenths = Math.max(0, Math.floor(ms / 100));
  const hours = Math.floor(tenths / 36_000);
  const minutes = Math.floor(tenths / 600) % 60;
  const seconds = `${pad(Math.floor(tenths / 10) % 60)}.${tenths % 10}`;
  return hours > 0 ? `+${hours}:${pad(minutes)}:${seconds}` : `+${minutes}:${seconds}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/** The widths of the columns before the text, for the rows in an element of this style. */
export function columns(lastSeq: number, style: TimeStyle): CSSProperties {
  return { '--digits': String(lastSeq).length, '--time': timeWidth[style] } as CSSProperties;
}
