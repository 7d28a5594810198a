import type { Page } from '@playwright/test';
import { packBlueprint } from './support/blueprint.ts';
import { boxOf } from './support/canvas.ts';
import { createDeployment, deploymentStatus, install, uploadFile, uploadText } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a failure is seen at a closed container, found, reached by keyboard and replayed', async ({ page }) => {
  await uploadFile(page, { name: 'fleet.tar.gz', content: await failingFleet() });
  await createDeployment(page, 'fleet');
  await install(page);
  await expect(deploymentStatus(page)).toHaveText('Install failed');
  const drawing = page.getByRole('application');
  const card = (id: string) => page.locator(`[data-node="${id}"]`);

  await test.step('a closed container stands for what it holds, and two clicks lead to the failing line', async () => {
    await page.getByRole('button', { name: 'Close host_3' }).click();
    await expect(card('db_3')).toHaveCount(0);
    await expect(page).toHaveURL(/shut=host_3/);
    await page.reload();
    await expect(card('host_3')).toContainText('2');
    await card('host_3')
      .getByRole('button', { name: /^db_3_\w+ failed; show the first/ })
      .click();
    await expect(page).toHaveURL(/inst=db_3_/);
    await expect(card('db_3').locator('[data-state="failed"]')).toHaveAttribute('aria-pressed', 'true');
    await expect(page.locator('[data-seq]').filter({ hasText: 'no disk left' }).first()).toBeVisible();
  });

  await test.step('what is looked for stands out, with a count, and nothing is hidden', async () => {
    await drawing.press('Escape');
    await drawing.press('f');
    const search = page.getByRole('search', { name: 'Find nodes' });
    await expect(search.getByRole('textbox')).toBeFocused();
    await page.keyboard.type('web');
    await expect(search.getByRole('status')).toHaveText('3 found');
    await expect(card('db_1')).toHaveClass(/opacity-30/);
    await expect(card('web_1')).not.toHaveClass(/opacity-30/);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/node=web_1/);
    await page.keyboard.press('Enter');
    await expect(search.getByRole('status')).toHaveText('2 of 3');
    await expect(page).toHaveURL(/find=web.*node=web_2|node=web_2.*find=web/);
    await page.keyboard.press('Escape');
    await search.getByRole('combobox').selectOption('failed');
    await expect(search.getByRole('status')).toHaveText('1 found');
    await search.getByRole('button', { name: 'Find nothing' }).click();
  });

  await test.step('the drawing is one stop of the Tab key; arrows walk, Enter chooses, Alt climbs', async () => {
    await drawing.focus();
    await page.keyboard.press('Escape');
    await drawing.focus();
    await page.keyboard.press('ArrowRight');
    await expect(drawing).toHaveAttribute('aria-activedescendant', /./);
    const first = await drawing.getAttribute('aria-activedescendant');
    await page.keyboard.press('Alt+ArrowDown');
    await expect(drawing).not.toHaveAttribute('aria-activedescendant', first ?? '');
    await expect(page.getByRole('status').filter({ hasText: /contained in host_/ })).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/node=(web|db)_/);
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Shift+Enter');
    await expect(page.getByRole('button', { name: 'Open host_1: 2 inside' })).toBeVisible();
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('?');
    await expect(page.getByRole('region', { name: 'Keys of the drawing' })).toBeVisible();
    await page.keyboard.press('?');
  });

  await test.step('an ended execution is replayed; the address holds the moment', async () => {
    await page.getByRole('button', { name: 'Open and close as at first' }).click();
    await page.getByRole('button', { name: 'Replay the execution' }).click();
    await expect(page.getByText(/^Showing \d\d:\d\d:\d\d of install, not now$/)).toBeVisible();
    await expect(page.locator('[data-instance]:not([data-state="uninitialized"])')).toHaveCount(0);
    const slider = page.getByRole('slider', { name: 'Moment of the execution' });
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuetext', /^\d\d:\d\d:\d\d, \w+; 1 of \d+ changes$/);
    await expect(page.locator('[data-instance]:not([data-state="uninitialized"])')).toHaveCount(1);
    await page.keyboard.press('End');
    await expect(page.locator('[data-state="failed"]')).toHaveCount(1);
    await expect(page).toHaveURL(/t=[1-9]/);
    await page.reload();
    await expect(page.locator('[data-state="failed"]')).toHaveCount(1);
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(page.locator('[data-state="failed"]')).toHaveCount(0);
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(page.locator('[data-state="failed"]')).toHaveCount(1);
    await expect(
      page.getByText(/^The state is that of \d\d:\d\d:\d\d\. What follows is as it is now\.$/),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Back to now' }).click();
    await expect(page.getByText(/^The state is that of/)).toHaveCount(0);
    await expect(slider).toHaveCount(0);
    await expect(page).not.toHaveURL(/[?&]t=/);
  });
});

test('a large drawing is folded, shown whole on one canvas, and found again as it was left', async ({ page }) => {
  await uploadText(page, 'city', city(45, 9));
  const marks = page.locator('.react-flow__node');
  const overview = page.locator('.react-flow canvas').first();
  await expect(overview).toBeVisible();
  await expect(marks).toHaveCount(0);

  await test.step('a click on the canvas chooses what lies there', async () => {
    await expect(async () => {
      const { x, y, width, height } = await boxOf(page.getByRole('application'));
      await page.mouse.move(x + width / 2 + Math.random() * 40, y + height / 2);
      await expect(page.locator('.react-flow__pane')).toHaveCSS('cursor', 'pointer', { timeout: 500 });
    }).toPass();
    await page.mouse.down();
    await page.mouse.up();
    await expect(page).toHaveURL(/node=(host|app)_\d+/);
  });

  await test.step('nearer, nodes are elements again; where one leaves the drawing one comes back to', async () => {
    await page.getByRole('application').press('0');
    await expect(marks.first()).toBeVisible();
    await dragBy(page, 120, 60);
    const before = await transformOf(page);
    await page.goto('/blueprints');
    await page.goBack();
    await expect(marks.first()).toBeVisible();
    await expect.poll(() => transformOf(page)).toBe(before);
  });

  await test.step('what is found inside a closed host is counted, and opened on the way to it', async () => {
    await page.getByRole('textbox', { name: /^Find nodes/ }).fill('app_44_8');
    await expect(page.getByRole('search').getByRole('status')).toHaveText('1 found');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-node="app_44_8"]')).toBeInViewport();
  });

  await test.step('a scaling group is closed and opened like a host', async () => {
    await page.getByRole('textbox', { name: /^Find nodes/ }).fill('app_1_3');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-node="app_1_3"]')).toBeInViewport();
    await page.keyboard.press('Escape');
    const group = page.locator('[data-node="+group/quarter"]');
    await group.getByRole('button', { name: 'Close quarter' }).press('Enter');
    await expect(page).toHaveURL(/shut=[^&]*quarter/);
    await expect(page).not.toHaveURL(/[?&]node=/);
    await expect(page.locator('[data-node="app_1_3"]')).toHaveCount(0);
    await expect(group).toContainText('Scaling group');
    await group.getByRole('button', { name: 'Open quarter: 20 inside' }).press('Enter');
    await expect(page.locator('[data-node="host_1"]')).toHaveCount(1);
  });
});

function transformOf(page: Page): Promise<string> {
  return page.locator('.react-flow__viewport').evaluate((element) => {
    const { a, e, f } = new DOMMatrix(getComputedStyle(element).transform);
    return [a.toFixed(2), Math.round(e), Math.round(f)].join(' ');
  });
}

async function dragBy(page: Page, x: number, y: number): Promise<void> {
  const box = await boxOf(page.getByRole('application'));
  const [left, top] = [box.x + 12, box.y + box.height / 2];
  await page.mouse.move(left, top);
  await page.mouse.down();
  await page.mouse.move(left + x, top + y, { steps: 4 });
  await page.mouse.up();
}

/** Three hosts with two programs each, one of which cannot be created. */
function failingFleet(): Promise<Buffer> {
  const hosts = [1, 2, 3].map(
    (host) => `  host_${host}: {type: cloudify.nodes.Root}
  db_${host}:
    type: cloudify.nodes.Root
${host === 3 ? '    interfaces: {cloudify.interfaces.lifecycle: {create: {implementation: create.sh, max_retries: 0}}}\n' : ''}    relationships: [{type: cloudify.relationships.contained_in, target: host_${host}}]
  web_${host}:
    type: cloudify.nodes.Root
    relationships:
      - {type: cloudify.relationships.contained_in, target: host_${host}}
      - {type: cloudify.relationships.connected_to, target: db_${host}}
`,
  );
  const text = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_templates:
${hosts.join('')}`;
  return packBlueprint({ 'blueprint.yaml': text, 'create.sh': '#!/bin/sh\necho no disk left >&2\nexit 1\n' });
}

/** Hosts with programs in them, more than are drawn at once; the first two of them scale together. */
function city(hosts: number, programs: number): string {
  const lines = Array.from({ length: hosts }, (_, host) => [
    `  host_${host}: {type: cloudify.nodes.Root}`,
    ...Array.from(
      { length: programs },
      (__, program) =>
        `  app_${host}_${program}: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.contained_in, target: host_${host}}]}`,
    ),
  ]).flat();
  return `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
${lines.join('\n')}
groups: {quarter: {members: [host_0, host_1]}}
policies: {spread: {type: cloudify.policies.scaling, targets: [quarter]}}
`;
}
