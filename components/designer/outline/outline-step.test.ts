import { expect, it } from 'vitest';
import type { OutlineRow } from './outline-rows.ts';
import { outlineStep } from './outline-step.ts';

function row(id: string, level: number, isOpen: boolean | null = null): OutlineRow {
  return { id, section: 'nodes', name: id, label: id, detail: '', level, isOpen, place: 1, siblings: 1, node: null };
}

const rows = [row('nodes', 1, true), row('vm', 2, true), row('web', 3), row('net', 2, false)];

function press(at: number, key: string, held: Partial<Record<'ctrlKey' | 'shiftKey' | 'altKey', boolean>> = {}) {
  const stroke = { key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
  const step = outlineStep(rows, at, stroke);
  if (step === null) return null;
  return step.kind === 'open' ? `${step.isOpen ? 'open' : 'close'} ${step.id}` : `${step.kind} ${step.row.id}`;
}

it('walks up and down and stays inside', () => {
  expect(press(1, 'ArrowDown')).toBe('go web');
  expect(press(0, 'ArrowUp')).toBe('go nodes');
  expect(press(1, 'End')).toBe('go net');
  expect(press(3, 'PageUp')).toBe('go nodes');
});

it('opens, closes, and goes to what holds a row', () => {
  expect(press(3, 'ArrowRight')).toBe('open net');
  expect(press(1, 'ArrowLeft')).toBe('close vm');
  expect(press(1, 'ArrowRight')).toBe('go web');
  expect(press(2, 'ArrowLeft')).toBe('go vm');
});

it('goes in and out as on the canvas', () => {
  expect(press(1, 'ArrowDown', { altKey: true })).toBe('go web');
  expect(press(2, 'ArrowUp', { altKey: true })).toBe('go vm');
  expect(press(0, 'ArrowUp', { altKey: true })).toBeNull();
});

it('chooses with space, leads to the fields with Enter, and leaves other keys to others', () => {
  expect(press(2, ' ')).toBe('choose web');
  expect(press(2, 'Enter')).toBe('inspect web');
  expect(press(2, 'c')).toBeNull();
  expect(press(2, 'ArrowDown', { ctrlKey: true })).toBeNull();
  expect(press(2, 'ArrowDown', { altKey: true })).toBeNull();
});
