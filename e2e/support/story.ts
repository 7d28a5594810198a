import { type APIRequestContext, test as base, expect, type Page, request } from '@playwright/test';
import { makeAnswersLate } from './late-answers.ts';
import { type Account, type Product, startProduct } from './product.ts';
import { makePagesSlow } from './slow-pages.ts';

interface WorkerParts {
  /** One product for all stories of a worker. */
  product: Product;
  adminState: Awaited<ReturnType<APIRequestContext['storageState']>>;
  hardships: undefined;
}

interface Parts {
  /** A page on which nobody is signed in. */
  visitor: Page;
  /** A product that nobody has used yet, for this story alone, and a page on which its administrator is signed in. */
  fresh: { product: Product; page: Page };
  /** What the browser asked for at other hosts; must stay empty. */
  strangers: string[];
}

/** Stories begin signed in as the first administrator, on `page`. */
export const test = base.extend<Parts, WorkerParts>({
  hardships: [
    async ({ browser }, use) => {
      makeAnswersLate(browser);
      makePagesSlow(browser);
      await use(undefined);
    },
    { scope: 'worker', auto: true },
  ],
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies of a fixture from this pattern.
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.close();
    },
    { scope: 'worker', timeout: 300_000 },
  ],
  adminState: [
    async ({ product }, use) => {
      await use(await signInByRequest(product, product.admin));
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  storageState: async ({ adminState }, use) => use(adminState),
  visitor: async ({ browser, product }, use) => {
    const context = await browser.newContext({ baseURL: product.url, storageState: { cookies: [], origins: [] } });
    await use(await context.newPage());
    await context.close();
  },
  fresh: [
    async ({ browser }, use) => {
      const product = await startProduct();
      const storageState = await signInByRequest(product, product.admin);
      const context = await browser.newContext({ baseURL: product.url, storageState });
      await use({ product, page: await context.newPage() });
      await context.close();
      await product.close();
    },
    { timeout: 300_000 },
  ],
  strangers: [
    async ({ context, product }, use) => {
      const strangers: string[] = [];
      const ours = new URL(product.url).host;
      context.on('request', (sent) => {
        const { host, protocol } = new URL(sent.url());
        if (/^https?:$/.test(protocol) && host !== ours) strangers.push(sent.url());
      });
      await use(strangers);
      expect(strangers, 'requests to other hosts').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export async function signInByRequest(product: Product, account: Account) {
  const context = await request.newContext({ baseURL: product.url });
  const response = await context.post('/api/auth/sign-in/email', {
    data: account,
    headers: { origin: product.url, 'sec-fetch-site': 'same-origin' },
  });
  expect(response.ok(), `sign-in of ${account.email}: ${response.status()}`).toBe(true);
  const state = await context.storageState();
  await context.dispose();
  return state;
}
