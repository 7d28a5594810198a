import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { playScenarios } from '../core/engine/testing/scenarios.ts';
import { encodeGraph } from '../core/workflow/graph-encoding.ts';

/*
 * Writes the scenarios as histories that every later version of the engine must replay to the same commands. A history
 * that exists is never written again: it stands for executions that people have in their databases.
 */
const folder = new URL('../core/engine/histories/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const { name, graph, settings, run } of playScenarios()) {
  const file = new URL(`${name}.json`, folder);
  if (existsSync(file)) continue;
  const history = { graph: encodeGraph(graph), settings, inputs: run.inputs, commands: run.commands };
  writeFileSync(file, `${JSON.stringify(history, null, 1)}\n`);
  console.log(`recorded ${name}: ${run.inputs.length} inputs, ${run.engine.result?.status}`);
}
