import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { openBrowserBench, repeat } from './browser.ts';
import { drawnText, patience, ready } from './canvas-gestures.ts';
import { writeDraft } from './design-canvas.ts';
import { type Measurement, round } from './measurement.ts';
import type { Tab } from './tab.ts';

const keys = 40;
const steps = 20;

/** The node whose number of instances is typed, and the one that is deleted and comes back. */
const [typed, deleted] = ['n1', 'n3'] as const;

/**
 * Editing in a browser, canvas beside source: from a key in the source to the frame in which the canvas shows it (G7, the
 * pause included), from a gesture to the text (G8), from undo or redo to canvas and text (G9). Processor time is that of
 * the page's main thread: `typing_cpu_ms` of a key while one types on, `key_cpu_ms` of one that is read and drawn.
 */
export async function measureEditing(nodes: number, times: number): Promise<Measurement> {
  const bench = await openBrowserBench({ GANTRY_WORKER: '0' });
  try {
    const figures = await repeat(async () => {
      // What a repetition leaves deleted is saved.
      const id = await writeDraft(bench, nodes, textToEdit(nodes));
      const tab = await bench.newTab();
      await openEditing(tab.page, id);
      const found = { ...(await measureKeys(tab)), ...(await measureSteps(tab)) };
      await tab.close();
      return found;
    }, times);
    return { bench: 'editor', args: { case: 'browser', nodes, keys, steps }, ...figures };
  } finally {
    await bench.close();
  }
}

function textToEdit(nodes: number): string {
  const instances = 'capabilities: {scalable: {properties: {default_instances: 2}}}';
  return drawnText(nodes).replace(`  ${typed}: {`, `  ${typed}: {${instances}, `);
}

async function openEditing(page: Page, id: string): Promise<void> {
  await page.goto(`/blueprints/${id}/edit?view=split&side=outline`);
  await ready(page);
  await page.evaluate(watchPage);
  await page.locator('.cm-content').waitFor(patience);
  await choose(page, typed);
}

/** Selects a node, and makes it large on the canvas. */
async function choose(page: Page, node: string): Promise<void> {
  const outline = page.getByRole('tree', { name: 'Outline' });
  await outline.getByRole('treeitem', { name: new RegExp(`^${node}\\b`) }).click();
  await page.getByRole('application').press('0');
  await page.locator(`[data-node="${node}"]`).waitFor(patience);
  await page.locator('.cm-pointed', { hasText: `${node}:` }).waitFor(patience);
}

async function measureKeys(tab: Tab): Promise<Record<string, number>> {
  const { page } = tab;
  await goBehind(page, 'default_instances: 2');
  const press = async (turn: number) => {
    const seen = turn % 2 === 0 ? '×21' : '×2';
    await page.evaluate((text) => Reflect.get(globalThis, 'benchWait')({ has: text }), seen);
    await page.keyboard.press(turn % 2 === 0 ? '1' : 'Backspace');
    return page.evaluate<number>(() => Reflect.get(globalThis, 'benchSeen'));
  };
  for (let turn = 0; turn < 4; turn++) await press(turn);
  const waits: number[] = [];
  const alone = await tab.cpu(async () => {
    for (let turn = 0; turn < keys; turn++) waits.push(await press(turn));
  });
  const typing = await tab.cpu(async () => {
    for (let turn = 0; turn < keys; turn++) {
      await page.keyboard.press(turn % 2 === 0 ? '1' : 'Backspace');
      await delay(60);
    }
  });
  return { ...spread('key', waits), key_cpu_ms: round(alone.total / keys), typing_cpu_ms: round(typing.total / keys) };
}

/** Finds a text as a person would and puts the cursor behind it. */
async function goBehind(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').press('Control+f');
  await page.getByTestId('editor').getByRole('textbox', { name: 'Find' }).pressSequentially(text);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('ArrowRight');
}

/** A node that is deleted, comes back by undo, and goes again by redo. */
async function measureSteps(tab: Tab): Promise<Record<string, number>> {
  const { page } = tab;
  const waits: Record<'gesture' | 'undo' | 'redo', number[]> = { gesture: [], undo: [], redo: [] };
  await choose(page, deleted);
  await page.getByRole('application').focus();
  const act = async (key: string, awaited: object) => {
    await page.evaluate((wanted) => Reflect.get(globalThis, 'benchWait')(wanted), awaited);
    await page.keyboard.press(key);
    const ms = await page.evaluate<number>(() => Reflect.get(globalThis, 'benchSeen'));
    // What is read of it afterwards is not part of the next step.
    await delay(150);
    return ms;
  };
  const [line, card] = [`  ${deleted}: `, `[data-node="${deleted}"]`];
  const cpu = await tab.cpu(async () => {
    for (let turn = 0; turn < steps; turn++) {
      waits.gesture.push(await act('Delete', { lacksLine: line }));
      waits.undo.push(await act('Control+z', { hasLine: line, card }));
      waits.redo.push(await act('Control+Shift+z', { lacksLine: line, noCard: card }));
      await act('Control+z', { hasLine: line, card });
    }
  });
  const spreads = Object.entries(waits).map(([name, each]) => spread(name, each));
  return { ...Object.assign({}, ...spreads), step_cpu_ms: round(cpu.total / steps / 4) };
}

function spread(name: string, waits: readonly number[]): Record<string, number> {
  const sorted = waits.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return { [`${name}_p50_ms`]: at(0.5), [`${name}_p95_ms`]: at(0.95) };
}

/** Runs in the page: takes the time from the next key to the frame in which what is awaited can be seen. */
function watchPage(): void {
  interface Awaited {
    has?: string;
    hasLine?: string;
    lacksLine?: string;
    card?: string;
    noCard?: string;
  }
  const canvas = document.querySelector('.react-flow');
  const source = () => [...document.querySelectorAll('.cm-line')].map((line) => line.textContent);
  const isThere = ({ has, hasLine, lacksLine, card, noCard }: Awaited): boolean => {
    if (has !== undefined && ![...(canvas?.querySelectorAll('.tabular') ?? [])].some((e) => e.textContent === has))
      return false;
    if (hasLine !== undefined && !source().some((line) => line?.startsWith(hasLine))) return false;
    if (lacksLine !== undefined && source().some((line) => line?.startsWith(lacksLine))) return false;
    if (card !== undefined && document.querySelector(card) === null) return false;
    return noCard === undefined || document.querySelector(noCard) === null;
  };
  const waitFor = (awaited: Awaited): void => {
    const seen = new Promise<number>((resolve) => {
      const begin = ({ key }: KeyboardEvent) => {
        if (key === 'Control' || key === 'Shift') return;
        removeEventListener('keydown', begin, true);
        const start = performance.now();
        const observer = new MutationObserver(() => {
          if (!isThere(awaited)) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - start));
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      };
      addEventListener('keydown', begin, true);
    });
    Reflect.set(globalThis, 'benchSeen', seen);
  };
  Reflect.set(globalThis, 'benchWait', waitFor);
}
