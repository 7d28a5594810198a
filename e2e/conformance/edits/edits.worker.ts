import { parentPort } from 'node:worker_threads';
import { type Task, tryBlueprint } from './try-blueprint.ts';

parentPort?.on('message', async (task: Task) => {
  parentPort?.postMessage(await tryBlueprint(task));
});
