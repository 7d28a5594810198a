import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildPages } from '../start/build-pages.ts';
import { type Counts, readPlainReport, readPlaywrightReport, readVitestReport } from './reports.ts';

const root = join(import.meta.dirname, '..', '..');
const bin = join(root, 'node_modules', '.bin');

export interface StageResult {
  name: string;
  passed: number;
  /** More than none exactly when the stage failed, whatever failed in it. */
  failed: number;
  seconds: number;
  note: string;
  /** The tests that failed, by name, where the stage has tests. */
  failures: readonly string[];
}

interface Stage {
  name: string;
  minutes: number;
  /** Nothing after it is worth running when it fails. */
  isGate?: true;
  /** `report` is a file the stage may write its results to. */
  run(report: string, signal: AbortSignal): Promise<Counts>;
}

/** In the order in which they run. */
export const stages: readonly Stage[] = [
  { name: 'check', minutes: 4, isGate: true, run: (_, signal) => runCheck(signal) },
  { name: 'unit', minutes: 10, run: (report, signal) => runVitest('unit', report, signal) },
  { name: 'conformance', minutes: 2, run: runConformance },
  { name: 'build', minutes: 4, isGate: true, run: (_, signal) => runBuild(signal) },
  { name: 'integration', minutes: 12, run: (report, signal) => runVitest('int', report, signal) },
  { name: 'chaos', minutes: 14, run: runChaos },
  { name: 'end to end', minutes: 20, run: runPlaywright },
];

/** Runs a stage within its time; never throws. */
export async function runStage(stage: Stage, reports: string): Promise<StageResult> {
  const started = performance.now();
  const signal = AbortSignal.timeout(stage.minutes * 60_000);
  const report = join(reports, `${stage.name.replaceAll(' ', '-')}.json`);
  const counts = await stage.run(report, signal).catch((error: unknown): Counts => {
    const reason = error instanceof Error ? error.message : String(error);
    return { passed: 0, failed: 1, note: reason };
  });
  const note = signal.aborted ? `stopped after ${stage.minutes} minutes` : (counts.note ?? '');
  const failed = signal.aborted ? Math.max(1, counts.failed) : counts.failed;
  const seconds = (performance.now() - started) / 1000;
  return { name: stage.name, passed: counts.passed, failed, seconds, note, failures: counts.failures ?? [] };
}

async function runCheck(signal: AbortSignal): Promise<Counts> {
  const code = await run(process.execPath, ['scripts/check.ts'], { signal });
  return { passed: 0, failed: code === 0 ? 0 : 1, note: 'format, lint, layers, types, dead code' };
}

async function runBuild(signal: AbortSignal): Promise<Counts> {
  await buildPages((line) => console.log(line), signal);
  return { passed: 0, failed: 0, note: 'pages' };
}

async function runVitest(project: string, report: string, signal: AbortSignal): Promise<Counts> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await run(join(bin, 'vitest'), ['run', '--project', project, ...reporters], { signal });
  return settle(readVitestReport(report, root), code);
}

/** Real blueprints and recorded behaviour lie beside the repository, where there are any. */
const blueprints = join(root, '..', 'shared', 'blueprints');

const conformance: readonly [suite: string, cases: string][] = [
  ['overrides', join(blueprints, 'expected', 'overrides.json')],
  ['manifests', blueprints],
];

async function runConformance(report: string, signal: AbortSignal): Promise<Counts> {
  if (!existsSync(blueprints)) return { passed: 0, failed: 0, note: 'there are no recorded cases here' };
  const total = { passed: 0, failed: 0 };
  const notes: string[] = [];
  for (const [suite, cases] of conformance) {
    const file = `${report}.${suite}`;
    const code = await run(process.execPath, ['e2e/conformance/main.ts', suite, cases, '--report', file], { signal });
    const { passed, failed, note } = settle(readPlainReport(file), code);
    total.passed += passed;
    total.failed += failed;
    notes.push(`${suite} ${passed}/${passed + failed}${note === undefined ? '' : ` (${note})`}`);
  }
  return { ...total, note: notes.join(', ') };
}

/**
 * A part of `npm run chaos`, with a fixed seed: every crash point and every workflow twice, an outage longer than a
 * lease. Two phases at once, as each often waits; the minutes are more than a busy machine needs.
 */
async function runChaos(report: string, signal: AbortSignal): Promise<Counts> {
  const few = ['--points', '48', '--kills', '30', '--servers', '6', '--takeovers', '150', '--cuts', '60'];
  const outages = ['--outages', '2', '--outage-seconds', '15'];
  const limits = ['--seed', '7', '--minutes', '12', '--at-once', '2'];
  const args = ['e2e/chaos/main.ts', ...limits, ...few, ...outages, '--report', report];
  const code = await run(process.execPath, args, { signal });
  return settle(readPlainReport(report), code);
}

async function runPlaywright(report: string, signal: AbortSignal): Promise<Counts> {
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const code = await run(join(bin, 'playwright'), ['test', '--reporter=list,json'], { signal, env });
  return settle(readPlaywrightReport(report), code);
}

/** A run can fail without a failing test: a file that does not load, an error between tests. */
function settle(report: Counts | null, code: number | null): Counts {
  const counts = report ?? { passed: 0, failed: 0 };
  if (code === 0 && counts.passed === 0) return { ...counts, failed: 1, note: 'no test ran' };
  if (code === 0 || counts.failed > 0) return counts;
  return { ...counts, failed: 1, note: `ended with code ${code ?? 'none'}` };
}

/** The tests start the product dozens of times; what Node compiled for one of them serves the next. */
const shared = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node') };

interface RunOptions {
  signal: AbortSignal;
  env?: Record<string, string>;
}

function run(command: string, args: string[], { signal, env = {} }: RunOptions): Promise<number | null> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...shared, ...env } });
  const stop = () => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      resolve(code);
    });
  });
}
