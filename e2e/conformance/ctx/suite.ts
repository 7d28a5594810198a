import { nodeAndInstance } from '../../../server/hosts/testing/memory-context.ts';
import { hostProperties, makeHosts } from '../../../server/hosts/testing/rig.ts';
import { startSshHosts } from '../../hosts/ssh-hosts.ts';
import type { Suite, SuiteOptions, SuiteResult } from '../suite.ts';
import { compareRecordings } from './compare.ts';
import { type Place, play, type RunNames } from './play.ts';
import { type Recording, readFolder } from './recording.ts';

/** Runs the recorded scripts of a folder on this machine and on a machine with an OpenSSH server, and counts the lines that agree. */
export const runCtx: Suite = async (folder, options) => {
  const expected = await readFolder(folder);
  const machines = await startSshHosts(1);
  let results: SuiteResult[];
  try {
    const [host] = machines.hosts;
    if (host === undefined) throw new Error('There is no machine.');
    const machine = nodeAndInstance('machine', hostProperties(host));
    results = await Promise.all([
      runAt({ label: 'here', folder, expected }, null, options),
      runAt({ label: `sshd ${host.address}:${host.port}`, folder, expected }, machine, options),
    ]);
  } finally {
    await machines.close();
  }
  const failures = results.flatMap((result) => result.failures);
  return { passed: results.reduce((sum, { passed }) => sum + passed, 0), failed: failures.length, failures };
};

async function runAt(
  { label, folder, expected }: { label: string; folder: string; expected: Recording },
  machine: Place['machine'],
  { only, verbose, print }: SuiteOptions,
): Promise<SuiteResult> {
  const hosts = makeHosts();
  const played = await play(folder, { hosts, machine }, namesOf(expected)).finally(() => hosts.close());
  const vectors = compareRecordings(expected, played.recording, played.nodeNames).filter(
    ({ name }) => only === null || name.includes(only),
  );
  const failed = vectors.filter(({ difference }) => difference !== null);
  for (const { name, difference } of failed) print(`FAILED ${label}: ${name}${verbose ? `\n  ${difference}` : ''}`);
  print(`${label}: ${vectors.length - failed.length} of ${vectors.length}`);
  return {
    passed: vectors.length - failed.length,
    failed: failed.length,
    failures: failed.map(({ name }) => `${label}: ${name}`),
  };
}

/** What the recorder had called things and how often it would try; where nothing is recorded, what it always did. */
function namesOf({ commands }: Recording): RunNames {
  const recorded = (command: string): string | undefined =>
    commands.find((one) => one.command.replaceAll('_', '-') === command)?.stdout;
  return {
    deployment: recorded('ctx deployment id') ?? 'd',
    blueprint: recorded('ctx blueprint id') ?? 'd',
    maxRetries: Number(recorded('ctx operation max-retries') ?? 1),
  };
}
