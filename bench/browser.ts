import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, request } from '@playwright/test';
import type { Database } from '../db/client.ts';
import { type Administrator, signIn } from './api-client.ts';
import { openBenchDatabase } from './engine-database.ts';
import { round } from './measurement.ts';
import { type Product, startProduct } from './product.ts';
import { createTab, type Tab } from './tab.ts';

const systemChromium = '/usr/bin/chromium';

/** Repeats of each case, as the goals are stated. */
export const repeats = 5;

/** The product as people run it, on a database that a benchmark may write to, and a browser to look at it with. */
export interface BrowserBench {
  product: Product;
  /** The product's own database: rows are put in directly, through the repositories or by SQL. */
  database: Database;
  /** The API, as its administrator. */
  api: Awaited<ReturnType<typeof signIn>>;
  /** A tab in a browser context of its own, signed in, 1440 x 900 unless said otherwise, with nothing loaded yet. */
  newTab(viewport?: { width: number; height: number }): Promise<Tab>;
  close(): Promise<void>;
}

/**
 * Starts the product of this checkout in production mode (it builds the pages when they changed), with a new database
 * and data folder, and Chromium without a window. `settings`: further environment variables of the product.
 */
export async function openBrowserBench(settings: Readonly<Record<string, string>> = {}): Promise<BrowserBench> {
  const ends: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const end of ends.toReversed()) await end();
  };
  try {
    const folder = mkdtempSync(join(tmpdir(), 'gantry-browser-'));
    chmodSync(folder, 0o755);
    ends.push(() => rmSync(folder, { recursive: true, force: true }));
    const database = await openBenchDatabase();
    ends.push(() => database.close());
    const checkout = resolve(import.meta.dirname, '..');
    const variables = { GANTRY_LAB: '0', ...settings, DATABASE_URL: database.url };
    const product = await startProduct(checkout, folder, variables);
    ends.push(() => product.stop());
    const browser = await launchChromium();
    ends.push(() => browser.close());
    const storageState = await signInBrowser(product);
    const newTab: BrowserBench['newTab'] = async (viewport = { width: 1440, height: 900 }) => {
      const context = await browser.newContext({ baseURL: product.url, storageState, viewport });
      return createTab(await context.newPage());
    };
    return { product, database, api: await signIn(product.url, product.administrator), newTab, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function launchChromium(): Promise<Browser> {
  return chromium.launch({
    ...(existsSync(systemChromium) && { executablePath: systemChromium }),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--enable-precise-memory-info'],
  });
}

async function signInBrowser({ url, administrator }: { url: string; administrator: Administrator }) {
  const { origin } = new URL(url);
  const context = await request.newContext({ baseURL: origin });
  try {
    const answer = await context.post('/api/auth/sign-in/email', {
      data: administrator,
      headers: { origin, 'sec-fetch-site': 'same-origin' },
    });
    if (!answer.ok()) throw new Error(`The sign-in was answered with ${answer.status()}: ${await answer.text()}`);
    return await context.storageState();
  } finally {
    await context.dispose();
  }
}

/** The median and the worst of each figure over `times` runs, none left out. */
export async function repeat(
  run: (turn: number) => Promise<Record<string, number>>,
  times = repeats,
): Promise<Record<string, { median: number; max: number }>> {
  const values = new Map<string, number[]>();
  for (let turn = 0; turn < times; turn++) {
    for (const [name, figure] of Object.entries(await run(turn))) {
      values.set(name, [...(values.get(name) ?? []), figure]);
    }
  }
  return Object.fromEntries([...values].map(([name, figures]) => [name, middle(figures)]));
}

function middle(figures: readonly number[]): { median: number; max: number } {
  const sorted = figures.toSorted((a, b) => a - b);
  return { median: round(sorted[Math.floor(sorted.length / 2)] ?? 0), max: round(sorted.at(-1) ?? 0) };
}
