import { ensureSmallHeap } from './small-heap.ts';

/*
 * `node server/worker.ts`: a process that runs executions and nothing else, as many as wanted on as many machines.
 * DATABASE_URL names the database that the web process uses, and GANTRY_DATA_DIR a folder with its key file.
 */

ensureSmallHeap();
const { runWorker } = await import('./worker-process.ts');
await runWorker();
