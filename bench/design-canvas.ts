import { setTimeout as delay } from 'node:timers/promises';
import { type BrowserBench, repeat } from './browser.ts';
import { drawnText, measureCanvas, patience } from './canvas-gestures.ts';
import { type Measurement, round } from './measurement.ts';
import type { Tab } from './tab.ts';

const drags = 40;

/**
 * The canvas of the designer: how soon it is there (G1 to G3), what moving about (G4 to G6) and dragging a node cost, and
 * how long the automatic layout keeps the page (G10).
 */
export async function measureDesigner(bench: BrowserBench, nodes: number, times: number): Promise<Measurement> {
  const id = await writeDraft(bench, nodes);
  const figures = await repeat(async () => {
    const tab = await bench.newTab();
    const found = await measureCanvas(tab, {
      address: `/blueprints/${id}/edit`,
      keys: ['ArrowRight'],
      answer: 'section[aria-label=Inspector] input',
    });
    const drag = await measureDrag(tab);
    const layout = await measureLayout(tab);
    await tab.close();
    return { ...found, ...drag, ...layout };
  }, times);
  return { bench: 'canvas', args: { case: 'designer', nodes }, ...figures };
}

/** A node that is dragged about, 60 events a second; processor time is per event. */
async function measureDrag({ page, cpu }: Tab): Promise<{ drag_cpu_ms: number }> {
  const { id, x, y } = await page.locator('.react-flow').evaluate(nodeInTheMiddle);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 10, y + 10);
  const used = await cpu(async () => {
    for (let i = 1; i <= drags; i++) {
      await page.mouse.move(x + Math.sin(i / 9) * 120, y + Math.cos(i / 9) * 60);
      await delay(1_000 / 60);
    }
  });
  const shift = await page.locator(`[data-node="${id}"]`).evaluate((node) => getComputedStyle(node).transform);
  if (shift === 'none') throw new Error(`${id} was not dragged.`);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  return { drag_cpu_ms: round(used.total / drags) };
}

/** Runs in the page: where the head of a node that holds none is, with room around it. */
function nodeInTheMiddle(pane: Element): { id: string; x: number; y: number } {
  const { left, right, top, bottom } = pane.getBoundingClientRect();
  for (const node of pane.querySelectorAll('[data-node]')) {
    const box = node.getBoundingClientRect();
    const [x, y] = [box.left + 60, box.top + 20];
    const isInside = x > left + 180 && x < right - 180 && y > top + 120 && y < bottom - 120;
    if (isInside && box.height < 80) return { id: node.getAttribute('data-node') ?? '', x, y };
  }
  throw new Error('No node lies in the middle of the canvas.');
}

/** The automatic layout of everything: the longest task of the page while it is made and drawn. */
async function measureLayout({ page, frames }: Tab): Promise<{ layout_longest_task_ms: number }> {
  const undo = page.getByRole('button', { name: 'Undo' });
  const { longestTask } = await frames(async () => {
    await page.getByRole('button', { name: /^Tidy up/ }).click();
    await undo.and(page.locator(':enabled')).waitFor(patience);
    await delay(500);
  });
  return { layout_longest_task_ms: longestTask };
}

/** Puts a draft into the product. @returns its identifier */
export async function writeDraft({ api }: BrowserBench, nodes: number, text = drawnText(nodes)): Promise<string> {
  const file = { path: 'blueprint.yaml', mode: 0o644, text };
  const { id } = await api.drafts.create.mutate({ name: `drawn-${nodes}`, mainFile: file.path, files: [file] });
  return id;
}
