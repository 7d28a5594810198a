import { expect, test, vi } from 'vitest';
import type { DeploymentAction, DeploymentDetail, ExecutionSummary } from '../../server/api/contract.ts';
import { offerActions } from './action-offers.tsx';

const offers = {
  scale: { workflow: 'scale', unavailable: null },
  heal: { workflow: 'heal', unavailable: 'nothing is started' },
  operation: null,
};

function bar(actions: DeploymentAction[], change: { running?: boolean; resumable?: boolean; forceIn?: number } = {}) {
  const running = change.running ? ({ workflow: 'install' } as ExecutionSummary) : null;
  const deployment = { actions, offers, running } as DeploymentDetail;
  const nothing = { run: vi.fn(), ask: vi.fn(), perform: vi.fn(), resume: vi.fn(), showDetails: vi.fn() };
  const resumable = change.resumable ? { workflow: 'install', failedOperations: [] } : null;
  return offerActions(deployment, { ...nothing, resumable, forceIn: change.forceIn ?? null });
}

function labels(given: ReturnType<typeof bar>, place: 'bar' | 'menu'): string[] {
  return given
    .filter((each) => (place === 'menu') === (each.place === 'menu' || each.unavailable !== null))
    .map(({ label }) => label);
}

test('a fresh deployment offers its installation; what cannot be done says why', () => {
  const given = bar(['install', 'delete']);
  expect(labels(given, 'bar')).toEqual(['Install']);
  expect(given.find(({ id }) => id === 'heal')?.unavailable).toBe('nothing is started');
  expect(given.find(({ id }) => id === 'delete')?.unavailable).toBeNull();
});

test('after a failure the way on comes first, and is the main one', () => {
  const given = bar(['install', 'uninstall'], { resumable: true });
  expect(labels(given, 'bar')).toEqual(['Resume install', 'Install', 'Scale', 'Uninstall']);
  expect(given.filter(({ variant }) => variant === 'primary').map(({ id }) => id)).toEqual(['resume']);
});

test('force comes after the patience, and what runs cannot be deleted', () => {
  expect(labels(bar(['cancel', 'force-cancel', 'kill'], { running: true }), 'bar')).toEqual(['Cancel', 'Scale']);
  const waiting = bar(['force-cancel', 'kill'], { running: true, forceIn: 12 });
  expect(waiting[0]).toMatchObject({ label: 'Force cancel in 12 s', wait: true });
  expect(bar(['force-cancel', 'kill'], { running: true, forceIn: 0 })[0]).toMatchObject({ wait: false });
  expect(waiting.find(({ id }) => id === 'delete')?.unavailable).toBe('install has not ended');
});
