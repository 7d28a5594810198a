import { openDatabase } from '../../../../db/client.ts';
import { createHostPool } from '../host-pool.ts';

/* A process that takes hosts, says so, and is killed by a test: `node pool-child.ts URL DEPLOYMENT COUNT`. */

const [url = '', deploymentId = '', count = '0'] = process.argv.slice(2);
const database = openDatabase({ url });
const pool = createHostPool({ db: database.db, clock: { now: () => Date.now() } });
for (let index = 0; index < Number(count); index += 1) {
  const holder = { tenant: 'pool', deployment: { id: deploymentId, name: 'fleet' }, instanceId: `vm_${index}` };
  const { name } = await pool.take(holder, { labels: {}, os: null });
  process.stdout.write(`vm_${index} ${name}\n`);
}
await database.close();
