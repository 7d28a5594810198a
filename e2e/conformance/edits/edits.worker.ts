import { parentPort } from 'node:worker_threads';
import { tryBlueprint } from './try-blueprint.ts';

parentPort?.on('message', async ({ root, file, isKnown }: { root: string; file: string; isKnown: boolean }) => {
  parentPort?.postMessage(await tryBlueprint(root, file, isKnown));
});
