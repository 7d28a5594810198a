import { expect, test } from 'vitest';
import { compareHref, partnerOf } from './compare-href.ts';

function run(id: string, minute: number, more = {}) {
  const at = `2027-01-01T06:0${minute}:00Z`;
  const base = { workflow: 'install', status: 'terminated' as const, dryRun: false };
  return { id, deploymentId: 'd', createdAt: at, startedAt: at, ...base, ...more };
}

test('a run is compared with the one before it of the same workflow, and the first with the one after it', () => {
  const runs = [
    run('e', 5),
    run('d', 4, { workflow: 'heal' }),
    run('c', 3, { dryRun: true }),
    run('b', 2),
    run('a', 1),
  ];
  const [e, d, , b, a] = runs;
  if (!(e && d && b && a)) throw new Error('runs');
  expect(partnerOf(e, runs)?.id).toBe('b');
  expect(partnerOf(b, runs)?.id).toBe('a');
  expect(partnerOf(a, runs)?.id).toBe('b');
  expect(partnerOf(d, runs)).toBeNull();
  expect(partnerOf(b, [run('x', 1, { status: 'started' })])).toBeNull();
});

test('the earlier run stands first, whichever was asked from', () => {
  expect(compareHref(run('b', 2), run('a', 1))).toBe('/deployments/d?tab=executions&compare=a,b');
  expect(compareHref(run('a', 1), run('b', 2))).toBe('/deployments/d?tab=executions&compare=a,b');
});
