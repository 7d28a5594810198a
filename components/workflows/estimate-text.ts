import type { RunEstimate } from '../../server/api/contract.ts';
import { shortOperation } from '../instances/short-operation.ts';
import { aboutDuration } from '../timeline/about-duration.ts';
import { count } from '../ui/count.ts';

/** An operation that takes less of a run than this share decides little. */
const leastShare = 0.1;

/** "About 3 min, from 4 past runs; the longest operation: db.create (2 min)"; says so when nothing is known. */
export function estimateText({ runs, isOwn, medianMs, longest }: RunEstimate, workflow: string): string {
  if (medianMs === null) return `No run of ${workflow} has ended well yet, so its duration is not known.`;
  const whose = isOwn ? '' : ' of other deployments of this blueprint';
  const start = `About ${aboutDuration(medianMs)}, from ${count(runs, 'past run')}${whose}`;
  if (longest === null || longest.medianMs < leastShare * medianMs) return `${start}.`;
  const { node, operation } = longest;
  return `${start}; the longest operation: ${node}.${shortOperation(operation)} (${aboutDuration(longest.medianMs)}).`;
}
