/**
 * Pictures of every page, light and dark, 1440 and 390 pixels wide, of a product that it starts and fills by itself.
 * `--out FOLDER`: where they go, docs/screenshots unless said otherwise; `--only NAME,NAME`: no others.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { type Product, startProduct } from '../e2e/support/product.ts';
import { signInByRequest } from '../e2e/support/story.ts';
import { fillProduct } from './screenshots/content.ts';
import { pagesOf } from './screenshots/pages.ts';
import { shrinkPng } from './screenshots/small-png.ts';

const systemChromium = '/usr/bin/chromium';
/** For what is drawn after it has arrived, such as a drawing that is fitted to its place. */
const quietMs = 300;
const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

const { values } = parseArgs({ options: { out: { type: 'string' }, only: { type: 'string' } } });
const folder = values.out === undefined ? join(import.meta.dirname, '..', 'docs', 'screenshots') : resolve(values.out);
mkdirSync(folder, { recursive: true });

const product = await startProduct();
try {
  await takeAll(product);
} finally {
  await product.close();
}

async function takeAll(of: Product): Promise<void> {
  const only = values.only?.split(',');
  const places = Object.entries(pagesOf(await fillProduct(of))).filter(([name]) => only?.includes(name) ?? true);
  const browser = await chromium.launch({
    ...(existsSync(systemChromium) && { executablePath: systemChromium }),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
  const storageState = await signInByRequest(of, of.admin);
  for (const viewport of sizes) {
    const options = { baseURL: of.url, viewport, reducedMotion: 'reduce' } as const;
    const signedIn = await browser.newContext({ ...options, storageState });
    const visitor = await browser.newContext(options);
    for (const [name, path] of places) await take(path === '/sign-in' ? visitor : signedIn, { name, path });
    await signedIn.close();
    await visitor.close();
  }
  await browser.close();
}

/** Both themes of one page at the context's size. */
async function take(context: BrowserContext, { name, path }: { name: string; path: string }): Promise<void> {
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(path);
  await settle(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await settle(page);
    const picture = shrinkPng(await page.screenshot({ animations: 'disabled' }));
    const file = `${name}-${colorScheme}-${page.viewportSize()?.width}.png`;
    writeFileSync(join(folder, file), picture);
    console.log(`${file}  ${Math.round(picture.length / 1024)} KiB`);
  }
  await page.close();
}

/** Until everything has arrived and nothing moves. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector('main');
    const loading = document.querySelector('[role=status][aria-label^=Loading], [aria-busy=true]');
    const moving = document
      .getAnimations()
      .some((each) => each instanceof CSSTransition && each.playState === 'running');
    return (
      main !== null && main.children.length > 0 && loading === null && !moving && document.fonts.status === 'loaded'
    );
  });
  await page.waitForTimeout(quietMs);
}
