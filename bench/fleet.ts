import { parseArgs } from 'node:util';
import { openFleet } from '../e2e/fleet/fleet.ts';
import type { Bench, Measurement } from './measurement.ts';
import { round } from './measurement.ts';

/**
 * The example `fleet` on `--hosts N` lab hosts: install, check and uninstall, by a worker of the product in a process of
 * its own. The lab hosts run their commands on this machine, so that most of the time is theirs.
 */
export const fleet: Bench = async (args) => {
  const { values } = parseArgs({ args, options: { hosts: { type: 'string', default: '50' } } });
  const count = Number(values.hosts);
  if (!(count > 0 && count < 255)) throw new Error('--hosts is a number up to 254.');
  const opened = await openFleet({ network: '127.0.84', port: 7722, count });
  try {
    const deployment = await opened.deploy('addresses', {});
    const measured: Measurement[] = [];
    for (const workflow of ['install', 'check_status', 'uninstall']) {
      const { operations, seconds } = await deployment.run(workflow);
      measured.push({ bench: 'fleet', args: { hosts: count, workflow }, operations, wall_s: round(seconds) });
      const { reports } = await deployment.outputs();
      if (workflow === 'install' && !(Array.isArray(reports) && reports.filter(Boolean).length === count))
        throw new Error(`Not every machine has reported: ${JSON.stringify(reports)}`);
    }
    return measured;
  } finally {
    await opened.close();
  }
};
