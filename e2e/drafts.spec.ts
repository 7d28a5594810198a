import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { uploadText } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const text = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
  web: # the page
    type: cloudify.nodes.Root
  store: # the database
    type: cloudify.nodes.Root
`;

async function upload(page: Page, name: string): Promise<string> {
  await uploadText(page, name, text);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  return new URL(page.url()).pathname;
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${path}/edit?view=source&side=outline`);
  await expect(editor(page)).toBeVisible();
}

function editor(page: Page) {
  return page.getByRole('textbox', { name: 'Source of blueprint.yaml' });
}

function state(page: Page) {
  return page.locator('[data-save]');
}

/** Until the server has these words: what is shown as saved just now may be what was there before them. */
async function expectSaved(page: Page, words: string): Promise<void> {
  const id = new URL(page.url()).pathname.split('/')[2];
  const opened = () => page.request.get('/api/trpc/drafts.open', { params: { input: JSON.stringify({ id }) } });
  await expect.poll(async () => (await opened()).text()).toContain(words);
  await expect(state(page)).toHaveAttribute('data-save', 'saved');
}

async function typeAfter(page: Page, line: string, words: string): Promise<void> {
  await editor(page).locator('.cm-line', { hasText: line }).click();
  await page.keyboard.press('End');
  // At once: what was kept while there was more to come says nothing of the rest.
  await page.keyboard.insertText(words);
}

test('what is written is saved, shown to others, and lost to nobody when two write the same line', async ({
  page,
  browser,
  product,
}) => {
  const path = await upload(page, 'written-by-two');
  const storageState = await page.context().storageState();
  const other = await browser.newContext({ baseURL: product.url, storageState });
  const second = await other.newPage();
  await open(page, path);
  await open(second, path);

  await typeAfter(page, '# the page', ' of one');
  await expectSaved(page, '# the page of one');
  await expect(editor(second)).toContainText('# the page of one');

  // Both at once, in lines of their own: both stay.
  await other.setOffline(true);
  await typeAfter(second, '# the page', ' and two');
  await expect(state(second)).toHaveText('Offline: kept in this browser');
  await typeAfter(page, '# the database', ' of one');
  await expectSaved(page, '# the database of one');
  await other.setOffline(false);
  for (const each of [page, second]) {
    await expect(editor(each)).toContainText('# the page of one and two');
    await expect(editor(each)).toContainText('# the database of one');
  }

  await other.setOffline(true);
  await typeAfter(second, '# the database', ' TWO');
  await expect(state(second)).toHaveAttribute('data-save', 'offline');
  await typeAfter(page, '# the database', ' ONE');
  await expectSaved(page, '# the database of one ONE');
  await other.setOffline(false);
  const dialog = second.getByRole('dialog', { name: 'Changed in two places' });
  await expect(dialog.getByTestId('comparison')).toContainText('# the database of one ONE');
  await expect(dialog.getByTestId('comparison')).toContainText('# the database of one TWO');
  await dialog.getByRole('button', { name: 'Keep mine', exact: true }).click();
  await expect(editor(page)).toContainText('# the database of one TWO');
  await second.getByRole('button', { name: /^Undo/ }).click();
  await expect(editor(page)).toContainText('# the database of one ONE');

  await page.keyboard.press('Control+s');
  const version = page.getByRole('dialog', { name: 'Save version 2' });
  await version.getByLabel('What is new').fill('Written by two');
  await page.keyboard.press('Enter');
  await expect(page.getByText('written-by-two version 2 is saved')).toBeVisible();

  const made = await page.request.post('/api/trpc/deployments.create', {
    data: { blueprintId: path.split('/').at(-1), name: 'of-version-2', inputs: {} },
  });
  expect(made.ok(), await made.text()).toBe(true);
  await page.getByRole('link', { name: 'Compare versions' }).click();
  await expect(page.getByTestId('comparison')).toContainText('# the page of one and two');
  await page.getByText('Drawing', { exact: true }).click();
  await expect(page.getByText('Both install the same nodes.')).toBeVisible();
  await page.getByRole('link', { name: 'Restore version 1' }).click();
  await expect(page.getByText('The files are those of version 1 now. Undo takes it back.')).toBeVisible();

  // What is no version yet is compared too, and what that means for what runs.
  await expect(state(page)).toHaveAttribute('data-save', 'saved');
  await page.getByRole('link', { name: 'Compare versions' }).click();
  await expect(page.getByRole('combobox', { name: 'To' })).toHaveValue('draft');
  await expect(page.getByRole('combobox', { name: 'From' })).toHaveValue('2');
  await expect(page.getByTestId('comparison')).toContainText('# the page of one and two');
  const update = page.getByRole('region', { name: 'What an update would do' });
  await expect(update).toContainText('1 deployment is of version 2. It can be updated once the draft is a version.');
  await page.getByText('Drawing', { exact: true }).click();
  await expect(page.getByText('Both install the same nodes.')).toBeVisible();
  await update.getByRole('link', { name: 'Save and deploy in the designer' }).click();
  await page.getByRole('button', { name: 'Save version', exact: true }).click();
  await page.getByRole('dialog', { name: 'Save version 3' }).getByLabel('What is new').press('Enter');
  await expect(page.getByText('written-by-two version 3 is saved')).toBeVisible();
  await page.getByRole('link', { name: 'Compare versions' }).click();
  await update.getByRole('link', { name: 'Update of of-version-2' }).click();
  await expect(page.getByRole('form', { name: 'Update' })).toBeVisible();
  await other.close();
});

test('a version that is saved is what other pages show, also those that were looked at just before', async ({
  page,
}) => {
  await upload(page, 'shown-anew');
  await page.getByRole('tab', { name: /^Source/ }).click();
  await expect(page.getByTestId('source')).toContainText('# the page');
  await page.getByRole('link', { name: 'Edit', exact: true }).click();
  await page.getByRole('radio', { name: 'Canvas and source' }).click();
  await typeAfter(page, '# the page', ' anew');
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog', { name: 'Save version 2' }).getByLabel('What is new').press('Enter');
  await expect(page.getByText('shown-anew version 2 is saved')).toBeVisible();
  await page.getByRole('link', { name: 'Compare versions' }).click();
  await expect(page.getByRole('combobox', { name: 'To' })).toHaveValue('2');
  await page.getByRole('main').getByRole('link', { name: 'shown-anew' }).click();
  await page.getByRole('tab', { name: /^Source/ }).click();
  await expect(page.getByTestId('source')).toContainText('# the page anew');
});

test('a browser that is killed while one types loses nothing, with the server away too', async ({ page, product }) => {
  const path = await upload(page, 'killed');
  const { cookies } = await page.context().storageState();
  const folder = await mkdtemp(join(tmpdir(), 'gantry-browser-'));
  const start = async (): Promise<{ context: BrowserContext; writer: Page }> => {
    const { launchOptions, viewport } = test.info().project.use;
    const context = await chromium.launchPersistentContext(folder, {
      ...launchOptions,
      viewport: viewport ?? null,
      baseURL: product.url,
    });
    await context.addCookies(cookies);
    return { context, writer: context.pages()[0] ?? (await context.newPage()) };
  };
  const first = await start();
  await open(first.writer, path);
  await first.context.setOffline(true);
  await typeAfter(first.writer, '# the page', ' that was typed');
  await expect(state(first.writer)).toHaveText('Offline: kept in this browser');
  const ended = new Promise((resolve) => first.context.once('close', resolve));
  const session = await first.context.newCDPSession(first.writer);
  session.send('Browser.crash').catch(() => undefined);
  await ended;

  const { context, writer } = await start();
  await open(writer, path);
  await expect(editor(writer)).toContainText('# the page that was typed');
  await expect(writer.getByText('Recovered from this browser: blueprint.yaml. Undo takes it back.')).toBeVisible();
  await expect(state(writer)).toHaveAttribute('data-save', 'saved');
  await context.close();
  await rm(folder, { recursive: true, force: true });
});
