import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type BrowserBench, openBrowserBench, repeat } from './browser.ts';
import type { Bench } from './measurement.ts';

const operationsEach = 3;
const nodes = 50;
const wheelSteps = 60;

/**
 * The timeline of an execution with many operations (`--operations N`, 10,000 unless said otherwise; G20): opening it
 * until its rows are drawn, and scrolling through all of them with the wheel. The control is the same with a hundred
 * operations. It was run dry, so that every operation and event is the product's own; its times are spread out then.
 */
export const timeline: Bench = async (args) => {
  const { values } = parseArgs({ args, options: { operations: { type: 'string', default: '10000' } } });
  const bench = await openBrowserBench();
  try {
    const figures = [];
    for (const operations of [100, Number(values.operations)]) {
      const { path, count } = await seed(bench, operations);
      figures.push({ operations: count, ...(await measure(bench, path)) });
    }
    const [control, goal] = figures;
    return [{ bench: 'timeline', args: { operations: Number(values.operations) }, ...goal, control: control ?? null }];
  } finally {
    await bench.close();
  }
};

async function measure(bench: BrowserBench, path: string) {
  return await repeat(async () => {
    const tab = await bench.newTab();
    const { page } = tab;
    await page.goto(path);
    await page.getByRole('treeitem').first().waitFor();
    const openMs = await page.evaluate(() => performance.now());
    const answered = await page.evaluate(() => {
      const [entry] = performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('executions.timeline'));
      return entry ? entry.duration : 0;
    });
    await page.getByRole('button', { name: 'Open all groups' }).click();
    await page.getByRole('tree').hover();
    const frames = await tab.frames(async () => {
      for (let step = 0; step < wheelSteps; step++) {
        await page.mouse.wheel(0, 400);
        await delay(1_000 / 60);
      }
    });
    const cpu = await tab.cpu(async () => {
      for (let step = 0; step < wheelSteps; step++) await page.mouse.wheel(0, 400);
    });
    const { heapMb, elements } = await tab.size();
    await tab.close();
    return {
      open_ms: openMs,
      answer_ms: answered,
      scroll_p50_ms: frames.p50,
      scroll_p95_ms: frames.p95,
      scroll_max_ms: frames.max,
      longest_task_ms: frames.longestTask,
      cpu_ms_per_wheel: cpu.total / wheelSteps,
      heap_mb: heapMb,
      elements,
    };
  });
}

/** A dry run of about so many operations, and the address of its timeline. */
async function seed({ api, database }: BrowserBench, operations: number): Promise<{ path: string; count: number }> {
  const name = `timeline-${operations}`;
  const uploaded = await api.blueprints.upload.mutate({ name, text: blueprintOf(operations) });
  if (!uploaded.ok) throw new Error(uploaded.diagnostics[0]?.detail);
  const created = await api.deployments.create.mutate({ blueprintId: uploaded.blueprint.id, name, inputs: {} });
  if (!created.ok) throw new Error(JSON.stringify(created.problems));
  const request = { deploymentId: created.id, workflow: 'install', dryRun: true };
  const started = await api.executions.start.mutate(request);
  if (!started.ok) throw new Error(JSON.stringify(started.problems));
  const { id } = started;
  let count = 0;
  for (;;) {
    const { status, error, totalOperations } = await api.executions.get.query({ id });
    if (status === 'failed') throw new Error(error ?? 'The dry run failed.');
    count = totalOperations;
    if (status === 'terminated') break;
    await delay(100);
  }
  await database.pool.query(
    `update event set at = e.started_at + event.seq * interval '20 ms'
     from execution e where e.id = execution_id and execution_id = $1`,
    [id],
  );
  await database.pool.query('analyze event');
  return { path: `/deployments/${created.id}?exec=${id}&pane=log&look=timeline`, count };
}

function blueprintOf(operations: number): string {
  const count = Math.min(nodes, Math.ceil(operations / operationsEach));
  const each = Math.max(1, Math.round(operations / operationsEach / count));
  const templates = Array.from({ length: count }, (_, at) => {
    const target =
      at === 0 ? '' : `\n    relationships: [{type: cloudify.relationships.depends_on, target: part_${at - 1}}]`;
    return `  part_${at}:\n    type: Part\n    instances: {deploy: ${each}}${at % 5 === 0 ? '' : target}`;
  });
  return `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_types:
  Part:
    derived_from: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle: {create: ${noop}, configure: ${noop}, start: ${noop}}
node_templates:
${templates.join('\n')}
`;
}

const noop =
  '{implementation: script.script_runner.tasks.run, executor: central_deployment_agent, inputs: {script_path: {default: none.sh}}}';
