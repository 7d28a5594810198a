import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startLab } from './lab.ts';

/*
 * Lab hosts as a process of their own, so that they outlive the server in tests:
 * node server/lab/main.ts --data FOLDER [--network 127.0.77] [--port 7722] [--count 4] [--path PATH]
 * Prints one JSON line when all listen; ends on SIGTERM.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '.gantry' },
    network: { type: 'string', default: '127.0.77' },
    port: { type: 'string', default: '7722' },
    count: { type: 'string', default: '4' },
    path: { type: 'string', default: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
  },
});

const lab = await startLab({
  dataFolder: resolve(values.data),
  network: values.network,
  port: Number(values.port),
  count: Number(values.count),
  path: `${process.execPath.replace(/\/[^/]*$/, '')}:${values.path}`,
});
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => void lab.close().then(() => process.exit(0)));
process.stdout.write(`${JSON.stringify({ hosts: lab.hosts })}\n`);
