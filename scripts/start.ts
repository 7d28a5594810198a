/** `npm start` and `npm run dev`: the whole product in one process. */
import './check-node.mjs';
import { ensureSmallHeap } from '../server/small-heap.ts';

ensureSmallHeap();
const dev = process.argv.includes('--dev');
// Libraries decide by it while they are loaded, so it stands before everything else is.
Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' });
const { runProduct } = await import('./start/run.ts');
await runProduct({ dev });
