import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { round } from './measurement.ts';
import type { Tab } from './tab.ts';

const moves = 60;
const wheels = 30;
export const patience = { timeout: 60_000 };

/** What moving about in a drawing costs, in ms: processor time an event, and the frames of a pan. */
export interface Gestures {
  pan_cpu_ms: number;
  zoom_cpu_ms: number;
  frame_p95_ms: number;
  longest_task_ms: number;
}

/** Pans and zooms as a hand would, 60 events a second. */
export async function measureGestures(tab: Tab): Promise<Gestures> {
  const { page } = tab;
  const { x, y } = await groundOf(page);
  let frames = { p95: 0, longestTask: 0 };
  const pan = await tab.cpu(async () => {
    frames = await tab.frames(async () => {
      await page.mouse.move(x, y);
      await page.mouse.down({ button: 'left' });
      for (let i = 1; i <= moves; i++) {
        await page.mouse.move(x + Math.sin(i / 9) * 160, y + Math.cos(i / 9) * 90);
        await delay(1_000 / 60);
      }
      await page.mouse.up();
    });
  });
  const zoom = await tab.cpu(async () => {
    for (let i = 0; i < wheels; i++) {
      await page.mouse.wheel(0, i % 2 === 0 ? 24 : -24);
      await delay(1_000 / 60);
    }
  });
  return {
    pan_cpu_ms: round(pan.total / moves),
    zoom_cpu_ms: round(zoom.total / wheels),
    frame_p95_ms: frames.p95,
    longest_task_ms: frames.longestTask,
  };
}

/** Where a canvas is, and how to ask it for a first answer. */
interface CanvasPage {
  address: string;
  /** What is pressed as soon as it is painted. */
  keys: readonly string[];
  /** A selector of what those keys bring. */
  answer: string;
}

/** How soon a canvas is painted and answers, what it holds, and what moving about costs: from afar, and then near. */
export async function measureCanvas(tab: Tab, { address, keys, answer }: CanvasPage): Promise<Record<string, number>> {
  const { page } = tab;
  await page.goto(address);
  await ready(page);
  const canvas = page.getByRole('application');
  await canvas.focus();
  for (const key of keys) await page.keyboard.press(key);
  await page
    .locator(answer)
    .first()
    .waitFor({ ...patience, state: 'attached' });
  const interactive = await page.evaluate(() => performance.now());
  const load = await tab.cpu();
  const size = await tab.size();
  await canvas.press('Escape');
  await canvas.press('1');
  const fit = await measureGestures(tab);
  await canvas.press('0');
  await page.locator('.react-flow__node').first().waitFor(patience);
  const near = await measureGestures(tab);
  return {
    interactive_ms: interactive,
    load_cpu_ms: load.total,
    heap_mb: size.heapMb,
    elements: size.elements,
    ...prefix('fit', fit),
    ...prefix('near', near),
  };
}

/** The middle of the pane; where a node is there, the nearest place where none is. */
function groundOf(page: Page): Promise<{ x: number; y: number }> {
  return page.locator('.react-flow').evaluate((pane) => {
    const { left, top, width, height } = pane.getBoundingClientRect();
    const middle = { x: left + width / 2, y: top + height / 2 };
    for (let away = 0; away < height / 2 - 40; away += 4) {
      const spot = { x: middle.x, y: middle.y + away };
      const node = document.elementFromPoint(spot.x, spot.y)?.closest('.nopan');
      if (!node) return spot;
    }
    return middle;
  });
}

/** Resolves when nodes were painted at their places. */
export function ready(page: Page): Promise<unknown> {
  return page.waitForFunction(() => performance.getEntriesByName('canvas-ready').length > 0, undefined, patience);
}

/** The figures with another beginning of their names. */
export function prefix(name: string, figures: object): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([key, figure]) => [`${name}_${key}`, figure]));
}

/** A blueprint of hosts with four programs in each, eight of ten connected to another. */
export function drawnText(nodes: number): string {
  const lines = Array.from({ length: nodes }, (_, i) => {
    const host = i - (i % 5);
    const links = [
      ...(i === host ? [] : [`{type: cloudify.relationships.contained_in, target: n${host}}`]),
      ...(i > 10 && i % 5 !== 0 ? [`{type: cloudify.relationships.connected_to, target: n${(i * 7) % (i - 5)}}`] : []),
    ];
    return `  n${i}: {type: bench.Node, relationships: [${links.join(', ')}]}`;
  });
  return `${head}${lines.join('\n')}\n`;
}

const head = `tosca_definitions_version: cloudify_dsl_1_4
node_types:
  cloudify.nodes.Root: {}
  bench.Node: {derived_from: cloudify.nodes.Root}
relationships:
  cloudify.relationships.depends_on: {properties: {connection_type: {default: all_to_all}}}
  cloudify.relationships.contained_in: {derived_from: cloudify.relationships.depends_on}
  cloudify.relationships.connected_to: {derived_from: cloudify.relationships.depends_on}
node_templates:
`;
