import type { Looks } from '../../topology/canvas-context.ts';
import { markOf } from '../../topology/instance-look.ts';
import type { NodeLook } from '../../topology/live-nodes.ts';
import type { Picture } from './picture.ts';

const faultless: NodeLook = {
  instances: [],
  counts: new Map(),
  total: 0,
  started: 0,
  failed: null,
  isRunning: false,
};

const faulty: NodeLook = { ...faultless, counts: new Map([['failed', 1]]) };
const never = () => () => undefined;

/** From afar, nodes with problems are marked as failed ones are; a closed container for what is in it. */
export function problemLooks(problems: ReadonlyMap<string, number>, { drawnAs }: Pick<Picture, 'drawnAs'>): Looks {
  const marked = new Set(Array.from(problems.keys(), (id) => drawnAs.get(id)));
  return { look: (id) => (marked.has(id) ? faulty : faultless), subscribe: never, watch: never, markOf };
}
