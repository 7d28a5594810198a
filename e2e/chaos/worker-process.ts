/**
 * The product's worker, to be killed. It begins with the first line on its standard input; that and each later line
 * may name a crash point, which is armed then.
 */
import { openDatabase } from '../../db/client.ts';
import { createWorkerContainer } from '../../server/container.ts';
import { openDataFolder } from '../../server/data-folder.ts';
import { readEnv } from '../../server/env.ts';
import { armCrashPoint } from '../../server/runtime/crash-point.ts';
import { untilTold } from './standby.ts';

const first = await untilTold((point) => {
  if (point !== '') armCrashPoint(point);
  console.log(`armed ${point}`);
});
const env = readEnv(process.env);
const database = openDatabase({ url: env.databaseUrl ?? '' });
const worker = await createWorkerContainer({ env, dataFolder: openDataFolder(env.dataDir), database });
process.once('SIGTERM', () => {
  void worker
    .close()
    .then(() => database.close())
    .then(() => process.exit(0));
});
if (first !== '') armCrashPoint(first);
console.log(`ready ${worker.runtime.workerId}`);
