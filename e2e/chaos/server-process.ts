/**
 * The product's server without its pages, to be killed: API, worker and all that they need. It begins with the first
 * line on its standard input, which may name a crash point.
 */
import { openDatabase } from '../../db/client.ts';
import { openDataFolder } from '../../server/data-folder.ts';
import { readEnv } from '../../server/env.ts';
import { startServer } from '../../server/main.ts';
import { untilTold } from './standby.ts';

const crashAt = await untilTold();
const env = readEnv({ ...process.env, GANTRY_CRASH_AT: crashAt });
const database = openDatabase({ url: env.databaseUrl ?? '' });
const dataFolder = openDataFolder(env.dataDir);
const options = { env, dataFolder, database, dev: false, version: 'chaos', say: console.log };
const server = await startServer(options, { pages: false, examples: false });
process.once('SIGTERM', () => {
  void server
    .close()
    .then(() => database.close())
    .then(() => process.exit(0));
});
console.log(`ready ${server.url}`);
