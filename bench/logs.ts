import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import type { Json } from '../core/blueprint/json.ts';
import { type BrowserBench, openBrowserBench, repeat } from './browser.ts';
import { insertLines, rareWord, type SeededLog, seedLog } from './log-seed.ts';
import { type Measurement, round } from './measurement.ts';
import type { Tab } from './tab.ts';

/**
 * The log of an execution in the browser (ui.md G11 to G14 and G18): `--lines` of it (1,000,000), then `--seconds` (60)
 * of `--rate` (2,000) new lines a second that are followed. The control is a page of plain rows in the same browser.
 */
export async function logs(args: string[]): Promise<Measurement[]> {
  const { values } = parseArgs({
    args,
    options: { lines: { type: 'string' }, seconds: { type: 'string' }, rate: { type: 'string' } },
  });
  const asked = {
    lines: Number(values.lines ?? 1_000_000),
    seconds: Number(values.seconds ?? 60),
    rate: Number(values.rate ?? 2_000),
  };
  const bench = await openBrowserBench();
  const measured: Measurement[] = [];
  const say = (figures: Record<string, Json>) => measured.push({ bench: 'logs', args: asked, ...figures });
  try {
    const [small, log] = [await seedLog(bench, 100), await seedLog(bench, asked.lines)];
    const control = await inTab(bench, measureControl);
    say({ goal: 'control', ...control });
    say({ goal: 'G11', ...(await repeat(() => measureOpening(bench, small, log))) });
    say({ goal: 'G12', ...(await inTab(bench, (tab) => measureJumps(tab, log))) });
    const wheel = await inTab(bench, (tab) => measureWheel(tab, log));
    say({ goal: 'G13', ...wheel, toControl: round(wheel.p95 / control.p95) });
    say({ goal: 'G18', ...(await repeat((turn) => inTab(bench, (tab) => measureFind(tab, log, turn)))) });
    say({ goal: 'G14', ...(await inTab(bench, (tab) => measureIngest(tab, bench, { log: small, ...asked }))) });
    return measured;
  } finally {
    await bench.close();
  }
}

async function inTab<T>(bench: BrowserBench, work: (tab: Tab) => Promise<T>): Promise<T> {
  const tab = await bench.newTab();
  try {
    return await work(tab);
  } finally {
    await tab.close();
  }
}

const row = '[data-seq]';

async function open(page: Page, { path }: SeededLog): Promise<void> {
  await page.goto(path);
  await page.locator(row).first().waitFor();
}

/** Milliseconds from the navigation to the first rows; heap beside that of a log of a hundred lines. */
async function measureOpening(bench: BrowserBench, small: SeededLog, log: SeededLog) {
  const heapOf = (which: SeededLog) =>
    inTab(bench, async (tab) => {
      await tab.page.addInitScript(stampFirstRow, row);
      await open(tab.page, which);
      const openMs = await tab.page.evaluate(() => Number(Reflect.get(globalThis, 'firstRowAt')));
      await tab.page.waitForLoadState('networkidle').catch(() => undefined);
      const { heapMb, elements } = await tab.size();
      return { openMs, heapMb, elements, rows: await tab.page.locator(row).count() };
    });
  const plain = await heapOf(small);
  const { openMs, heapMb, elements, rows } = await heapOf(log);
  return { openMs: round(openMs), rows, elements, heapAddedMb: round(heapMb - plain.heapMb) };
}

/** Runs in the page: when the first row was there, on the page's own clock. */
function stampFirstRow(selector: string): void {
  const look = (): void => {
    if (document.querySelector(selector) === null) requestAnimationFrame(look);
    else Reflect.set(globalThis, 'firstRowAt', performance.now());
  };
  requestAnimationFrame(look);
}

const jumps = 20;

/** Scroll bar to twenty places and back to the end by the End key, until the rows in view are there. */
async function measureJumps({ page }: Tab, log: SeededLog) {
  await open(page, log);
  const scrub: number[] = [];
  const end: number[] = [];
  for (let jump = 0; jump < jumps; jump++) {
    scrub.push(await page.evaluate(jumpTo, ((jump * 0.618) % 1) * 0.98));
    await page.getByRole('region', { name: 'Log', exact: true }).focus();
    const from = performance.now();
    await page.keyboard.press('End');
    await page.locator(`[data-seq="${log.lastSeq}"]`).waitFor();
    end.push(performance.now() - from);
  }
  return { scrubP95: percentile(scrub, 0.95), scrubMax: percentile(scrub, 1), endP95: percentile(end, 0.95) };
}

/** Runs in the page: milliseconds until no row in view is still on its way. */
function jumpTo(share: number): Promise<number> {
  const box = document.querySelector('section[aria-label="Log"]');
  if (box === null) throw new Error('There is no log.');
  const from = performance.now();
  box.scrollTop = share * (box.scrollHeight - box.clientHeight);
  return new Promise((resolve) => {
    const look = (): void => {
      const { top, bottom } = box.getBoundingClientRect();
      const drawn = [...box.querySelectorAll('[data-seq]')].filter((each) => {
        const place = each.getBoundingClientRect();
        return place.bottom > top && place.top < bottom;
      });
      if (drawn.length * 20 >= box.clientHeight - 40) resolve(performance.now() - from);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

const wheelSteps = 120;

async function wheelOver(
  tab: Tab,
): Promise<{ p50: number; p95: number; max: number; longestTask: number; cpuPerStep: number }> {
  const { page } = tab;
  const box = page.getByRole('region', { name: 'Log', exact: true });
  await box.hover();
  let cpu = 0;
  const { p50, p95, max, longestTask } = await tab.frames(async () => {
    const { total } = await tab.cpu(async () => {
      for (let step = 0; step < wheelSteps; step++) {
        await page.mouse.wheel(0, -100);
        await delay(1_000 / 60);
      }
    });
    cpu = total;
  });
  return { p50, p95, max, longestTask, cpuPerStep: round(cpu / wheelSteps) };
}

async function measureWheel(tab: Tab, log: SeededLog) {
  await open(tab.page, log);
  await tab.page.evaluate(jumpTo, 0.5);
  return wheelOver(tab);
}

/** The same wheel over five thousand plain rows. */
async function measureControl(tab: Tab) {
  const rows = Array.from({ length: 5_000 }, (_, at) => `<div>step ${at}: copied /srv/data/part-${at}</div>`).join('');
  // The frame recorder comes with a navigation.
  await tab.page.goto('data:text/html,<p>');
  await tab.page.setContent(
    `<section aria-label="Log" style="height:700px;overflow:auto;font:12px/20px monospace">${rows}</section>`,
  );
  await tab.page.evaluate(() => document.querySelector('section')?.scrollTo(0, 60_000));
  return wheelOver(tab);
}

/** Until the hit is in view, and until all hits are counted. Each turn looks for something else, so that nothing is known yet. */
async function measureFind({ page }: Tab, log: SeededLog, turn: number) {
  await open(page, log);
  await page.getByRole('region', { name: 'Log', exact: true }).focus();
  await page.keyboard.press('Home');
  await page.locator('[data-seq="1"]').waitFor();
  await page.keyboard.press('Control+f');
  const wanted = rareWord.slice(0, rareWord.length - turn);
  const from = performance.now();
  await page.getByRole('textbox', { name: 'Find in the log' }).fill(wanted);
  const hit = page
    .locator('mark')
    .first()
    .waitFor()
    .then(() => performance.now() - from);
  const count = page
    .getByText('1 of 1', { exact: true })
    .waitFor()
    .then(() => performance.now() - from);
  const [firstHitMs, countMs] = await Promise.all([hit, count]);
  // The person's typing pause is part of neither.
  return { firstHitMs: round(firstHitMs - typingPauseMs), countMs: round(countMs - typingPauseMs) };
}

/** components/ui/use-settled.ts */
const typingPauseMs = 350;

interface Ingest {
  log: SeededLog;
  seconds: number;
  rate: number;
}

/** New lines twenty times a second while the end is followed. */
async function measureIngest(tab: Tab, bench: BrowserBench, { log, seconds, rate }: Ingest) {
  const { pool } = bench.database;
  await pool.query(
    `update execution set status = 'started', ended_at = null, owner = 'bench', lease_until = now() + interval '1 day'
     where id = $1`,
    [log.execution],
  );
  await open(tab.page, log);
  await tab.page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
  const before = await tab.size();
  let last = log.lastSeq;
  let cpu = 0;
  const began = performance.now();
  const frames = await tab.frames(async () => {
    const spent = await tab.cpu(async () => {
      while (performance.now() - began < seconds * 1_000) {
        const to = log.lastSeq + Math.floor(((performance.now() - began) / 1_000) * rate);
        if (to > last) await insertLines(pool, { execution: log.execution, from: last + 1, to });
        last = Math.max(last, to);
        await delay(50);
      }
    });
    cpu = spent.total;
  });
  const wallMs = performance.now() - began;
  await tab.page.locator(`[data-seq="${last}"]`).waitFor();
  const after = await tab.size();
  return {
    lines: last - log.lastSeq,
    frameP95: frames.p95,
    worstFrame: frames.max,
    longestTask: frames.longestTask,
    cpuShare: round((cpu / wallMs) * 100),
    heapDriftMb: round(after.heapMb - before.heapMb),
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}
