import type { CDPSession, Page } from '@playwright/test';
import { round } from './measurement.ts';

/** Processor time of the page's main thread, ms; other processes of the machine do not count. */
export interface PageCpu {
  total: number;
  script: number;
  layout: number;
  style: number;
}

/** Frames that the page drew while something was done, and its longest task, ms. */
export interface PageFrames {
  frames: number;
  p50: number;
  p95: number;
  max: number;
  /** 0: none took 50 ms or more. */
  longestTask: number;
}

/** A tab of a browser context of its own, in which nothing was loaded before. */
export interface Tab {
  page: Page;
  /** Main-thread time since the page was opened, or of `work` alone. */
  cpu(work?: () => Promise<void>): Promise<PageCpu>;
  /** Records the time between animation frames during `work`; the first two are left out. */
  frames(work: () => Promise<void>): Promise<PageFrames>;
  /** What is in use after a garbage collection (MB), and how many elements the document has. */
  size(): Promise<{ heapMb: number; elements: number }>;
  close(): Promise<void>;
}

/** Measures `page`. Call before it goes anywhere. */
export async function createTab(page: Page): Promise<Tab> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.addInitScript(recordFrames);
  return {
    page,
    cpu: async (work) => {
      if (work === undefined) return readCpu(session);
      const before = await readCpu(session);
      await work();
      const after = await readCpu(session);
      return {
        total: round(after.total - before.total),
        script: round(after.script - before.script),
        layout: round(after.layout - before.layout),
        style: round(after.style - before.style),
      };
    },
    frames: async (work) => {
      await page.evaluate(() => Reflect.get(globalThis, 'benchFrames').start());
      await work();
      const recorded: Recorded = await page.evaluate(() => Reflect.get(globalThis, 'benchFrames').stop());
      return summarise(recorded);
    },
    size: async () => {
      await session.send('HeapProfiler.collectGarbage');
      const elements = await page.evaluate(() => document.querySelectorAll('*').length);
      return { heapMb: round((await readMetrics(session))('JSHeapUsedSize') / 1e6), elements };
    },
    close: () => page.context().close(),
  };
}

async function readCpu(session: CDPSession): Promise<PageCpu> {
  const metric = await readMetrics(session);
  const ms = (name: string) => round(metric(name) * 1_000);
  return {
    total: ms('TaskDuration'),
    script: ms('ScriptDuration'),
    layout: ms('LayoutDuration'),
    style: ms('RecalcStyleDuration'),
  };
}

async function readMetrics(session: CDPSession): Promise<(name: string) => number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const values = new Map(metrics.map(({ name, value }) => [name, value]));
  return (name) => values.get(name) ?? 0;
}

interface Recorded {
  deltas: number[];
  longestTask: number;
}

/** Runs in the page. */
function recordFrames(): void {
  let deltas: number[] = [];
  let longestTask = 0;
  let before = 0;
  let isOn = false;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) if (isOn) longestTask = Math.max(longestTask, duration);
  }).observe({ type: 'longtask' });
  function frame(now: number): void {
    if (!isOn) return;
    if (before > 0) deltas.push(now - before);
    before = now;
    requestAnimationFrame(frame);
  }
  Reflect.set(globalThis, 'benchFrames', {
    start: () => {
      deltas = [];
      longestTask = 0;
      before = 0;
      isOn = true;
      requestAnimationFrame(frame);
    },
    stop: () => {
      isOn = false;
      return { deltas, longestTask };
    },
  });
}

function summarise({ deltas, longestTask }: Recorded): PageFrames {
  const sorted = deltas.slice(2).sort((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { frames: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1), longestTask: round(longestTask) };
}
