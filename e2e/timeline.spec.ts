import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { seriousFaults } from './support/accessibility.ts';
import { packBlueprint } from './support/blueprint.ts';
import { createDeployment, deploymentStatus, install, uninstall, uploadFile } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a run is read along the time: what waited, what was tried again and what decided how long it took', async ({
  page,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-story-'));
  const hot = join(folder, 'hot');
  await uploadFile(page, { name: 'brewery.tar.gz', content: await brewery(hot) });
  await createDeployment(page, 'brewery');
  await install(page);

  await test.step('while it runs, its operations have bars, and the header says that nothing is known of its length', async () => {
    await expect(page.locator('header').getByText('first run, no estimate')).toBeVisible();
    await expect(page.locator('header').getByText(/^\d\/6 operations$/)).toBeVisible();
    await page.getByRole('radio', { name: 'Timeline' }).click();
    await expect(page).toHaveURL(/look=timeline/);
    await expect(tree(page).getByRole('treeitem', { name: /^create of kettle_.*: running/ })).toBeVisible();
    await writeFile(hot, '');
  });

  await test.step('when it has ended, each row says what its bars show', async () => {
    await expect(deploymentStatus(page)).toHaveText('Installed');
    const retried = tree(page).getByRole('treeitem', { name: /^configure of tap_/ });
    await expect(retried).toHaveAccessibleName(
      /: succeeded, ran [\d.]+ s and failed, paused [\d.]+ s, ran [\d.]+ s, on the critical path$/,
    );
    await expect(tree(page).getByRole('treeitem', { name: 'glass: 2 of 2 done, succeeded' })).toBeVisible();
    await expect(page.getByText(/^Critical path: \d operations of/)).toBeVisible();
  });
  await picture(page, 'timeline');
  await expectNoSeriousFault(page);

  await test.step('by keyboard, from a row to its instance everywhere and to its lines', async () => {
    await tree(page).focus();
    await page.keyboard.press('Home');
    for (let row = 0; row < 5; row++) await page.keyboard.press('ArrowDown');
    await expect(page.getByText(/^tap_\w+ · configure$/)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/inst=tap_/);
    await expect(tree(page).getByRole('treeitem', { name: /^configure of tap_/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(tree(page).getByRole('treeitem', { name: /^create of kettle_/ })).toHaveAttribute(
      'aria-selected',
      'false',
    );
    await page.keyboard.press('+');
    await expect(page.getByRole('button', { name: 'Fit the whole run' })).toBeEnabled();
    await page.keyboard.press('0');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Show in log' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/op=cloudify.interfaces.lifecycle.configure/);
    const line = new URL(page.url()).searchParams.get('line');
    await expect(page.locator(`[data-seq="${line}"]`)).toContainText('Task started');
    await page.goBack();
    await expect(tree(page)).toBeVisible();
  });

  await test.step('the task graph shows what waited for what', async () => {
    await page.getByRole('radio', { name: 'Tasks' }).click();
    const graph = page.getByRole('listbox', { name: 'Task graph' });
    await expect(graph.getByRole('option')).toHaveCount(6);
    await expect(
      graph.getByRole('option', {
        name: /^configure of tap_\w+: succeeded, on the critical path, after create of tap_\w+$/,
      }),
    ).toBeVisible();
    await picture(page, 'tasks');
    await expectNoSeriousFault(page);
    await page.getByRole('radio', { name: 'Nodes', exact: true }).click();
    await expect(page).toHaveURL(/detail=nodes/);
    await expect(graph.getByRole('option')).toHaveCount(3);
    const glass = graph.getByRole('option', {
      name: 'glass of 2 instances, 2 operations: succeeded, 2 of 2 done, after tap',
    });
    await glass.click();
    await expect(graph.getByRole('option')).toHaveCount(4);
    await graph.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(graph.getByRole('option', { name: /^configure of tap_/ })).toBeVisible();
  });

  await test.step('the next run knows how long it will take', async () => {
    await page.getByRole('radio', { name: 'Timeline' }).click();
    await uninstall(page);
    await expect(deploymentStatus(page)).toHaveText('Not installed');
    await rm(hot);
    await install(page);
    await expect(
      page.locator('header').getByText(/^about \d+ s left: kettle.create, then kettle.start and 3 more$/),
    ).toBeVisible();
    await picture(page, 'running');
    await writeFile(hot, '');
    await expect(deploymentStatus(page)).toHaveText('Installed');
  });
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, 'narrow');
  await rm(folder, { recursive: true });
});

function tree(page: Page) {
  return page.getByRole('tree', { name: 'Operations over time' });
}

async function expectNoSeriousFault(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    expect(await seriousFaults(page, { within: 'section[aria-label="Execution"]' }), colorScheme).toEqual([]);
  }
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
}

/** Nodes on no host: a kettle that waits for a file, a tap that fails at first and needs it, two glasses that need the tap. */
function brewery(hot: string): Promise<Buffer> {
  const text = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_types:
  Thing:
    derived_from: cloudify.nodes.Root
    interfaces: {cloudify.interfaces.lifecycle: {create: scripts/short.sh}}
node_templates:
  kettle:
    type: Thing
    interfaces: {cloudify.interfaces.lifecycle: {create: scripts/long.sh, start: scripts/short.sh}}
  tap:
    type: Thing
    interfaces:
      cloudify.interfaces.lifecycle:
        configure: {implementation: scripts/once.sh, max_retries: 2, retry_interval: 1}
    relationships: [{type: cloudify.relationships.depends_on, target: kettle}]
  glass:
    type: Thing
    instances: {deploy: 2}
    relationships: [{type: cloudify.relationships.depends_on, target: tap}]
`;
  return packBlueprint({
    'blueprint.yaml': text,
    'scripts/short.sh': '#!/bin/sh\necho ahoy\n',
    'scripts/long.sh': `#!/bin/sh\necho heating\nuntil [ -e ${hot} ]; do sleep 0.1; done\nsleep 2\n`,
    'scripts/once.sh': '#!/bin/sh\n[ "$(ctx operation retry_number)" -gt 0 ] || { echo "no pressure" >&2; exit 1; }\n',
  });
}
