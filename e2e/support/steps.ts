import { expect, type Page } from '@playwright/test';
import type { Product } from './product.ts';

/* What people do on the page, in their words. */

export async function uploadText(page: Page, name: string, text: string): Promise<void> {
  await page.goto('/blueprints');
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'Paste text' }).click();
  await dialog.getByLabel('Text of the blueprint').fill(text);
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Upload' }).click();
}

export async function uploadFile(page: Page, file: { name: string; content: Buffer }): Promise<void> {
  await page.goto('/blueprints');
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('Blueprint file')
    .setInputFiles({ name: file.name, mimeType: 'application/octet-stream', buffer: file.content });
  await dialog.getByRole('button', { name: 'Upload' }).click();
}

/** From the blueprint's page to the page of a new deployment of it. */
export async function createDeployment(page: Page, name: string, inputs: Record<string, string> = {}): Promise<void> {
  await page.getByRole('link', { name: 'Create deployment' }).click();
  await page.getByLabel('Name of the deployment').fill(name);
  for (const [input, value] of Object.entries(inputs)) {
    const field = page.getByLabel(input, { exact: true });
    if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption(value);
    else await field.fill(value);
  }
  await page.getByRole('button', { name: 'Create deployment' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Writes one more file in the designer's way and saves the next version. */
export async function saveNextVersion({ request }: Page, blueprint: string): Promise<void> {
  const id = blueprint.split('/').at(-1);
  const opened = await request.get(`/api/trpc/drafts.open?input=${encodeURIComponent(JSON.stringify({ id }))}`);
  const draft = (await opened.json()).result.data;
  const { revision, baseVersion, mainFile, latestVersion } = draft;
  const changes = [{ path: 'notes.txt', mode: 0o644, text: 'Read these first.\n' }];
  const saved = await request.post('/api/trpc/drafts.save', {
    data: { id, revision, baseVersion, mainFile, saveId: crypto.randomUUID(), changes },
  });
  expect(saved.ok(), await saved.text()).toBe(true);
  const { state } = (await saved.json()).result.data;
  const published = await request.post('/api/trpc/drafts.publish', {
    data: { id, revision: state.revision, latestVersion, note: 'With notes' },
  });
  expect(await published.text()).toContain('published');
}

export async function openExample(page: Page): Promise<void> {
  await page.goto('/blueprints');
  await page.getByRole('link', { name: 'wine-cellar', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'wine-cellar' })).toBeVisible();
}

/** The inputs that the example needs when the lab hosts could not have their usual addresses. */
export function labInputs(product: Product): Record<string, string> {
  if (product.hasDefaultLab) return {};
  const [balancer = '', app1 = '', app2 = '', database = ''] = product.lab;
  return { load_balancer_ip: balancer, app_1_ip: app1, app_2_ip: app2, database_ip: database };
}

/** Looks at what it would do and starts it; how it goes on is up to the story. */
export async function install(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Install', exact: true }).click();
  await approve(page, 'install');
  await expect(page.getByRole('combobox', { name: 'Execution' })).toBeVisible();
}

/** The pane in which a run is made ready. */
export function runPane(page: Page) {
  return page.getByRole('region', { name: 'Run', exact: true });
}

/** Runs exactly what is previewed: the button has the focus, so Enter is enough. */
export async function approve(page: Page, workflow: string): Promise<void> {
  const button = runPane(page).getByRole('button', { name: `Run ${workflow}` });
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(button).toHaveCount(0);
}

/** A workflow of the menu; it leads to the form of its parameters. */
export async function chooseWorkflow(page: Page, workflow: string): Promise<void> {
  await page.getByRole('button', { name: 'Run workflow' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${workflow}`) }).click();
}

/** The word beside the deployment's name: Not installed, Installing, Installed ... */
export function deploymentStatus(page: Page) {
  return page.getByRole('heading', { level: 1 }).locator('xpath=..').getByRole('status');
}

export async function uninstall(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Uninstall', exact: true }).click();
  await approve(page, 'uninstall');
}

/** The marks of all instances on the drawing. */
export function instanceMarks(page: Page) {
  return page.locator('[data-instance]');
}

/** The `seq` of the rows that are drawn in the log now. */
export async function shownLines(page: Page): Promise<number[]> {
  return await page
    .locator('[data-seq]')
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-seq'))));
}
