import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { seededRandom } from './chaos/random.ts';
import { oneProgram } from './support/blueprint.ts';
import { openCuttingProxy } from './support/cutting-proxy.ts';
import type { Product } from './support/product.ts';
import { createDeployment, deploymentStatus, install, shownLines, uploadFile } from './support/steps.ts';
import { expect, signInByRequest, test } from './support/story.ts';

/** CI reads a fifth of what ui.md G17 names; `GANTRY_LOG_LINES=100000 npx playwright test e2e/reconnect.spec.ts` all of it. */
const lineCount = Number(process.env.GANTRY_LOG_LINES ?? 20_000);
const cutCount = 20;

test('the connection breaks 20 times while a long log comes: no line is lost and none comes twice', async ({
  browser,
  product,
  adminState,
}) => {
  const longMs = 60_000 + lineCount * 10;
  test.setTimeout(2 * longMs);
  const random = seededRandom(17);
  const lines = Array.from({ length: cutCount }, () => 50 + Math.floor(random() * (lineCount - 1_000)));
  const proxy = await openCuttingProxy({ lines: lines.sort((a, b) => a - b), random });
  const context = await browser.newContext({ baseURL: product.url, storageState: adminState, proxy: proxy.way });
  const page = await context.newPage();
  const received = await recordReceived(page);
  const folder = await mkdtemp(join(tmpdir(), 'gantry-story-'));
  const gate = join(folder, 'talk');
  await uploadFile(page, { name: 'talker.tar.gz', content: await oneProgram(null, talkAfter(gate)) });
  await createDeployment(page, 'talker');
  await install(page);
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  await writeFile(gate, '');
  await expect(page.getByRole('status').filter({ hasText: 'Ended' })).toBeVisible({ timeout: longMs });

  expect(proxy.cuts.map(({ line }) => line)).toEqual(lines);
  const away = proxy.cuts.map(({ awayMs }) => awayMs);
  expect(away, 'back after every cut').not.toContain(null);
  const last = received.live.at(-1) ?? 0;
  expect(last).toBeGreaterThan(lineCount);
  const [first = 0] = received.live;
  expect(received.live, 'the stream, every number once and in order').toEqual(upTo(last).slice(first - 1));
  await expect.poll(() => new Set([...received.paged, ...received.live]).size).toBe(last);
  const slowest = Math.round(Math.max(...away.map(Number)));
  test.info().annotations.push({ type: 'G17', description: `${last} lines, back after ${slowest} ms` });
  await expectRowsInOrder(page, random);
  await context.close();
  await proxy.close();
  await rm(folder, { recursive: true });
});

/** 2,000 lines a second, a number each, once the gate is there. */
const talkAfter = (gate: string) => `while [ ! -e ${gate} ]; do sleep 0.1; done
first=1
while [ $first -le ${lineCount} ]; do
  seq $first $((first + 499))
  first=$((first + 500))
  sleep 0.25
done`;

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, at) => at + 1);
}

/** The `seq` of every line that reaches the page, by the event stream as the browser takes it apart, and by pages. */
async function recordReceived(page: Page): Promise<{ live: number[]; paged: number[] }> {
  const received: { live: number[]; paged: number[] } = { live: [], paged: [] };
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.eventSourceMessageReceived', ({ data }) => received.live.push(...seqsIn(data)));
  page.on('response', async (response) => {
    if (!response.url().includes('executions.events')) return;
    received.paged.push(...seqsIn(await response.text().catch(() => '')));
  });
  return received;
}

function seqsIn(text: string): number[] {
  return [...text.matchAll(/\{"seq":(\d+),"\w+":/g)].map(([, seq]) => Number(seq));
}

/** Wherever the log is scrolled to, what is drawn is an unbroken run of lines. */
async function expectRowsInOrder(page: Page, random: () => number): Promise<void> {
  const log = page.getByRole('region', { name: 'Log' });
  for (let place = 0; place < 20; place += 1) {
    const share = random();
    await log.evaluate((box, to) => {
      box.scrollTop = to * (box.scrollHeight - box.clientHeight);
    }, share);
    await expect
      .poll(async () => {
        const drawn = await shownLines(page);
        const [first = 0] = drawn;
        return drawn.length > 0 && drawn.every((seq, at) => seq === first + at);
      })
      .toBe(true);
  }
}

test('who may not look any more is out of the open page, and comes back to it', async ({
  browser,
  product,
  page: admin,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-story-'));
  const gate = join(folder, 'go-on');
  const vera = { email: 'vera@reconnect.example', password: await addUser(admin, 'Vera', 'vera@reconnect.example') };
  const page = await openAs(browser, product, vera);
  await uploadFile(page, {
    name: 'waiting.tar.gz',
    content: await oneProgram(null, `echo here; while [ ! -e ${gate} ]; do sleep 0.1; done`),
  });
  await createDeployment(page, 'waiting');
  await install(page);
  const place = `${page.url().split('?')[0]}?level=info&view=list`;
  await page.goto(place);
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();

  await test.step('the session ends elsewhere', async () => {
    const elsewhere = await page.context().newPage();
    await elsewhere.goto('/settings');
    await elsewhere.getByRole('button', { name: /^Account of/ }).click();
    const left = page.waitForRequest(/\/sign-in\?/);
    await elsewhere.getByRole('menuitem', { name: 'Sign out' }).click();
    await out(() => left);
    await elsewhere.close();
    await signInAgain(page, vera);
    await expect(page).toHaveURL(place);
    await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible();
  });

  await test.step('what a role may not do any more is refused, and no longer offered', async () => {
    await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeVisible();
    await admin.goto('/settings?tab=users');
    await admin.getByLabel('Role of Vera').selectOption('viewer');
    await expect(admin.getByText('Vera is now viewer')).toBeVisible();
    await out(() => expect(page.getByRole('button', { name: 'Cancel', exact: true })).toHaveCount(0));
  });

  await test.step('the account is removed', async () => {
    await admin.getByRole('button', { name: 'Remove Vera' }).click();
    const left = page.waitForRequest(/\/sign-in\?/);
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await out(() => left);
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
  await writeFile(gate, '');
  await page.context().close();
  await admin.goto(place);
  await expect(deploymentStatus(admin)).toHaveText('Installed');
  await rm(folder, { recursive: true });
});

/** Waits until somebody is out, and says how long that took (reliability.md P22). */
async function out(leaving: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await leaving();
  test.info().annotations.push({ type: 'P22', description: `out after ${Math.round(performance.now() - started)} ms` });
}

/** @returns the password that the product made for the new operator */
async function addUser(admin: Page, name: string, email: string): Promise<string> {
  await admin.goto('/settings?tab=users');
  await admin.getByRole('button', { name: 'Add a user' }).click();
  await admin.getByLabel('Name').fill(name);
  await admin.getByLabel('E-mail').fill(email);
  await admin.getByRole('dialog').getByLabel('Role').selectOption('operator');
  await admin.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  const password = (await admin.getByTestId('new-password').textContent()) ?? '';
  await admin.getByRole('button', { name: 'Done' }).click();
  return password;
}

async function openAs(browser: Browser, product: Product, account: { email: string; password: string }): Promise<Page> {
  const storageState = await signInByRequest(product, account);
  return (await browser.newContext({ baseURL: product.url, storageState })).newPage();
}

async function signInAgain(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
