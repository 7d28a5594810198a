import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type BrowserBench, openBrowserBench, repeat, repeats } from './browser.ts';
import { drawnText, measureCanvas, measureGestures, patience, prefix, ready } from './canvas-gestures.ts';
import { compile, deploy, sourceOfText } from './compile.ts';
import { measureDesigner } from './design-canvas.ts';
import { storeDeployment } from './engine-database.ts';
import { type Bench, type Measurement, round } from './measurement.ts';
import { buildPlainCanvas } from './plain-canvas.ts';
import { startWrittenRun } from './seed-states.ts';

/**
 * The drawing of deployments of 100, 1,000 and 5,000 nodes: how soon it is there, what moving about in it costs, how soon
 * a change is seen, and 200 changes a second; the first of them beside React Flow as it comes. `--repeats N`; `--only` a
 * comma-separated list of control, load, latency, changes, designer; `--nodes` which drawings load and designer take.
 */
export const canvas: Bench = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      repeats: { type: 'string', default: String(repeats) },
      only: { type: 'string', default: 'control,load,latency,changes,designer' },
      nodes: { type: 'string', default: '100,1000,5000' },
    },
  });
  const [times, only] = [Number(values.repeats), values.only.split(',')];
  const bench = await openBrowserBench({ GANTRY_WORKER: '0' });
  try {
    const found: Measurement[] = [];
    if (only.includes('control')) found.push(await measureControl(bench, times));
    if (only.includes('load'))
      for (const nodes of values.nodes.split(',')) found.push(await measureDrawing(bench, Number(nodes), times));
    if (only.includes('designer'))
      for (const nodes of values.nodes.split(',')) found.push(await measureDesigner(bench, Number(nodes), times));
    if (only.includes('latency')) found.push(await measureLatency(bench));
    if (only.includes('changes')) found.push(await measureFlood(bench, times));
    return found;
  } finally {
    await bench.close();
  }
};

async function measureControl(bench: BrowserBench, times: number): Promise<Measurement> {
  const nodes = 1_000;
  const html = await buildPlainCanvas();
  const figures = await repeat(async () => {
    const tab = await bench.newTab();
    await tab.page.route('**/plain', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await tab.page.goto(`http://plain.invalid/plain#${nodes}`);
    await ready(tab.page);
    const load = await tab.cpu();
    const size = await tab.size();
    const fit = await measureGestures(tab);
    await tab.close();
    return { load_cpu_ms: load.total, heap_mb: size.heapMb, elements: size.elements, ...prefix('fit', fit) };
  }, times);
  return { bench: 'canvas', args: { case: 'control', nodes }, ...figures };
}

async function measureDrawing(bench: BrowserBench, nodes: number, times: number): Promise<Measurement> {
  const id = await store(bench, nodes);
  const figures = await repeat(async () => {
    const tab = await bench.newTab();
    const found = await measureCanvas(tab, {
      address: `/deployments/${id}?pane=graph&all=true`,
      keys: ['ArrowRight', 'Enter'],
      answer: 'aside[aria-label^="Details of"]',
    });
    await tab.close();
    return found;
  }, times);
  return { bench: 'canvas', args: { case: 'drawing', nodes }, ...figures };
}

/** From the commit of a change of state to the frame in which its instance has the new mark. */
async function measureLatency(bench: BrowserBench): Promise<Measurement> {
  // Few enough that all of them are elements at any zoom.
  const [nodes, samples] = [40, 100];
  const id = await store(bench, nodes);
  const run = await startWrittenRun(bench.database, id);
  const tab = await bench.newTab();
  await tab.page.goto(`/deployments/${id}?all=true`);
  await ready(tab.page);
  await tab.page.locator('[data-instance]').first().waitFor(patience);
  const latencies: number[] = [];
  for (let i = 0; i < samples; i++) {
    const [changed] = await run.change(1);
    const committed = Date.now();
    const seen = await tab.page.evaluate(waitForState, changed ?? { instance: '', state: '' });
    latencies.push(seen - committed);
    await delay(50);
  }
  await run.finish();
  await tab.close();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => round(latencies[Math.floor((samples - 1) * share)] ?? 0);
  return {
    bench: 'canvas',
    args: { case: 'latency', nodes, samples },
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    max_ms: at(1),
  };
}

/** Runs in the page, whose clock is the machine's. */
function waitForState({ instance, state }: { instance: string; state: string }): Promise<number> {
  return new Promise((resolve) => {
    const mark = document.querySelector(`[data-instance="${instance}"]`);
    if (!mark) throw new Error(`${instance} is not on the drawing.`);
    const look = () => {
      if (mark.getAttribute('data-state') !== state) return false;
      observer.disconnect();
      requestAnimationFrame(() => resolve(Date.now()));
      return true;
    };
    const observer = new MutationObserver(look);
    if (!look()) observer.observe(mark, { attributes: true });
  });
}

async function measureFlood(bench: BrowserBench, times: number): Promise<Measurement> {
  const [nodes, perSecond, seconds] = [5_000, 200, 10];
  const id = await store(bench, nodes);
  const figures = await repeat(async () => {
    const run = await startWrittenRun(bench.database, id);
    const tab = await bench.newTab();
    await tab.page.goto(`/deployments/${id}?all=true`);
    await ready(tab.page);
    await delay(1_000);
    const started = performance.now();
    let frames = { p95: 0, longestTask: 0 };
    const cpu = await tab.cpu(async () => {
      frames = await tab.frames(async () => {
        for (let sent = 0; sent < perSecond * seconds; sent += perSecond / 20) {
          await run.change(perSecond / 20);
          await delay(Math.max(0, (sent / perSecond) * 1_000 - (performance.now() - started)));
        }
      });
    });
    const wall = performance.now() - started;
    await run.finish();
    await tab.close();
    const share = {
      cpu_percent: round((cpu.total / wall) * 100),
      changes_per_second: round((perSecond * seconds * 1_000) / wall),
    };
    return { frame_p95_ms: frames.p95, longest_task_ms: frames.longestTask, ...share };
  }, times);
  return { bench: 'canvas', args: { case: 'changes', nodes, perSecond, seconds }, ...figures };
}

/** Hosts with four programs in each, eight of ten connected to another. */
async function store({ database }: BrowserBench, nodes: number): Promise<string> {
  return storeDeployment(database, deploy(await compile(sourceOfText(drawnText(nodes)))));
}
