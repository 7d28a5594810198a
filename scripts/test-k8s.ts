/**
 * `npm run test:k8s [FILE...]`: the tests of Kubernetes (`*.k8s.int.test.ts`) against a real API server, one file at a
 * time: that of KUBECONFIG, or one of ../shared/tools/lab, which is taken down again unless it ran before. What goes
 * through is recorded for all other runs of the tests; GANTRY_RECORD=0 records nothing, as against another version. Then
 * the tests that install clusters on hosts (`*.cluster.int.test.ts`), with the programs in GANTRY_CLUSTER_PROGRAMS or
 * those of the lab; without either they are skipped.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const lab = join(root, '..', 'shared', 'tools', 'lab');
const cluster = join(process.env.LAB ?? join(tmpdir(), 'gantry-lab'), 'k8s');

process.exitCode = main(process.argv.slice(2));

function main(wanted: string[]): number {
  const files = ['k8s', 'cluster'].flatMap((kind) =>
    globSync(`{server,e2e}/**/*.${kind}.int.test.ts`, { cwd: root })
      .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
      .sort(),
  );
  const given = process.env.KUBECONFIG;
  if (given) return runAll(files, { kubeconfig: given, prepare: () => {} });
  if (!existsSync(join(cluster, 'bin', 'kube-scheduler'))) {
    console.error(`Set KUBECONFIG, or build the lab first: bash ${join(lab, 'k8s-get.sh')} (about 15 minutes).`);
    return 2;
  }
  const begun = new Set<string>();
  try {
    return runAll(files, {
      kubeconfig: join(cluster, 'state', 'admin.kubeconfig'),
      prepare: () => bringUp(begun),
    });
  } finally {
    for (const script of [...begun].reverse()) shell(script, 'down');
  }
}

/** Starts what does not run, or has ended since; `begun` is told the scripts in their order. */
function bringUp(begun: Set<string>): void {
  if (!isRunning('kube-apiserver')) {
    // What is left of a server that ended by itself is in the way of the next.
    if (begun.has('k8s-up.sh')) shell('k8s-up.sh', 'down');
    begun.add('k8s-up.sh');
    if (shell('k8s-up.sh', 'up') !== 0) throw new Error('The API server of the lab does not start.');
  }
  if (isRunning('hollow-1') || !existsSync(join(cluster, 'bin', 'kubemark'))) return;
  begun.add('k8s-hollow.sh');
  if (shell('k8s-hollow.sh', 'up', '2') !== 0) throw new Error('The nodes of the lab do not start.');
}

function shell(script: string, ...words: string[]): number {
  return spawnSync('bash', [join(lab, script), ...words], { stdio: 'inherit' }).status ?? 1;
}

function isRunning(name: string): boolean {
  const file = join(cluster, 'state', `${name}.pid`);
  return existsSync(file) && spawnSync('sh', ['-c', `kill -0 "$(cat "${file}")"`], { stdio: 'ignore' }).status === 0;
}

interface GivenCluster {
  kubeconfig: string;
  /** Called before each file: the server of the lab is known to end by itself now and then. */
  prepare(): void;
}

function runAll(files: string[], { kubeconfig, prepare }: GivenCluster): number {
  const env = {
    ...process.env,
    GANTRY_TEST_KUBECONFIG: kubeconfig,
    GANTRY_TEST_RECORD: process.env.GANTRY_RECORD ?? '1',
    GANTRY_CLUSTER_PROGRAMS: process.env.GANTRY_CLUSTER_PROGRAMS ?? join(cluster, 'bin'),
  };
  const vitest = join(root, 'node_modules', '.bin', 'vitest');
  const failed = files.filter((file) => {
    prepare();
    const { status } = spawnSync(vitest, ['run', '--project', 'int', file], { cwd: root, env, stdio: 'inherit' });
    return status !== 0;
  });
  console.log(`\n${files.length - failed.length} of ${files.length} files passed.`);
  for (const file of failed) console.log(`FAILED ${file}`);
  return failed.length === 0 && files.length > 0 ? 0 : 1;
}
