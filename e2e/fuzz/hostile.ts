import { cpuUsage } from 'node:process';
import { hostileTexts } from '../../core/dsl/testing/hostile-texts.ts';
import { compileFiles } from '../../core/dsl/testing/virtual-blueprint.ts';

/** A text over a limit is refused within this much CPU time (reliability P9); others cost what their length costs. */
const allowedMs = 100;
const limits = ['DSL9001', 'DSL9002', 'DSL9003'];

/** Compiles each text that is meant to hurt and prints what it costs. Returns how many are refused too slowly. */
export async function measureHostileTexts(): Promise<number> {
  let slow = 0;
  for (const [name, { text, refusal }] of Object.entries(hostileTexts)) {
    const files = { 'blueprint.yaml': text() };
    const before = cpuUsage();
    const { diagnostics } = await compileFiles(files);
    const { user, system } = cpuUsage(before);
    const ms = (user + system) / 1000;
    const code = diagnostics.find((item) => item.severity === 'error')?.code ?? 'read';
    const isSlow = ms > allowedMs && limits.includes(refusal ?? '');
    if (isSlow) slow += 1;
    const megabytes = (files['blueprint.yaml'].length / 2 ** 20).toFixed(2);
    console.log(
      `${ms.toFixed(0).padStart(6)} ms  ${megabytes} MB  ${code.padEnd(8)} ${name}${isSlow ? '  TOO SLOW' : ''}`,
    );
  }
  return slow;
}
