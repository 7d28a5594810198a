/** `npm test`: everything that has to hold, in the order that finds faults fastest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runStage, type StageResult, stages } from './test/stages.ts';
import { provideSystemPackages } from './test/system-packages.ts';

const reports = mkdtempSync(join(tmpdir(), 'gantry-reports-'));
const results: StageResult[] = [];
try {
  const missing = provideSystemPackages();
  if (missing === null) await runStages();
  else results.push({ name: 'system packages', passed: 0, failed: 1, seconds: 0, note: missing, failures: [] });
} finally {
  rmSync(reports, { recursive: true, force: true });
}
report();

async function runStages(): Promise<void> {
  for (const stage of stages) {
    console.log(`\n== ${stage.name}`);
    const result = await runStage(stage, reports);
    results.push(result);
    if (result.failed > 0 && stage.isGate) return;
  }
}

function report(): void {
  console.log('\n== Summary');
  for (const { name, passed, failed, seconds, note } of results) {
    const verdict = failed > 0 ? 'FAILED' : 'ok';
    const counts = passed + failed > 0 ? `${passed} passed, ${failed} failed` : '';
    console.log(
      [verdict.padEnd(7), name.padEnd(18), `${seconds.toFixed(0)} s`.padStart(6), ' ', counts, note].join(' '),
    );
  }
  const notRun = stages.filter((stage) => results.every((result) => result.name !== stage.name));
  for (const { name } of notRun) console.log(`not run ${name}`);
  for (const failure of results.flatMap(({ failures }) => failures)) console.log(`failed  ${failure}`);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  process.exitCode = failed > 0 ? 1 : 0;
  console.log(`${passed} passed, ${failed} failed`);
}
