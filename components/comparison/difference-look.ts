import type { RunDifference } from '../../core/timeline/compare-runs.ts';
import type { Tone } from '../ui/chip.tsx';

/** How a difference between two runs reads and looks; the word tells it, the colour only repeats it. */
export const differenceLook: Record<RunDifference, { label: string; tone: Tone }> = {
  failed: { label: 'Failed', tone: 'bad' },
  added: { label: 'Added', tone: 'accent' },
  missing: { label: 'Missing', tone: 'warn' },
  slower: { label: 'Slower', tone: 'warn' },
  mended: { label: 'Failed before', tone: 'good' },
  faster: { label: 'Faster', tone: 'good' },
  same: { label: 'The same', tone: 'neutral' },
};
