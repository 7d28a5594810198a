import { expect, test } from 'vitest';
import { estimateText } from './estimate-text.ts';

const longest = { node: 'db', operation: 'cloudify.interfaces.lifecycle.create', medianMs: 120_000 };

test.each([
  [
    { runs: 4, isOwn: true, medianMs: 180_000, longest },
    'About 3 min, from 4 past runs; the longest operation: db.lifecycle.create (2 min).',
  ],
  [
    { runs: 1, isOwn: false, medianMs: 9_000, longest: { ...longest, medianMs: 100 } },
    'About 9 s, from 1 past run of other deployments of this blueprint.',
  ],
  [
    { runs: 0, isOwn: false, medianMs: null, longest: null },
    'No run of heal has ended well yet, so its duration is not known.',
  ],
])('%j', (estimate, text) => {
  expect(estimateText(estimate, 'heal')).toBe(text);
});
