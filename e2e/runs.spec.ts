import type { Page } from '@playwright/test';
import { oneProgram, packBlueprint } from './support/blueprint.ts';
import {
  approve,
  chooseWorkflow,
  createDeployment,
  deploymentStatus,
  install,
  runPane,
  uploadFile,
} from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a deployment is scaled, scheduled, updated and rolled back', async ({ page }) => {
  await uploadFile(page, { name: 'ships.tar.gz', content: await fleet(['ship']) });
  await createDeployment(page, 'ships');
  await install(page);
  await expect(page.getByText('1/1 instances started')).toBeVisible();

  await test.step('scale asks for its parameters, shows what it would add, and adds that', async () => {
    await page.getByRole('button', { name: 'Scale', exact: true }).click();
    await expect(page.getByLabel('scalable_entity_name')).toHaveValue('ship');
    await page.getByLabel('Instances', { exact: true }).fill('many');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await expect(runPane(page).getByRole('alert')).toContainText('delta: This must be a whole number.');
    await page.getByLabel('Instances', { exact: true }).fill('2');
    await page.getByRole('button', { name: 'One more' }).click();
    await expect(runPane(page)).toContainText('1 now, 3 afterwards.');
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await expect(runPane(page)).toContainText('2 added');
    await expect(page.locator('[data-node="ship"]').getByRole('img', { name: '2 added' })).toBeVisible();
    await approve(page, 'scale');
    await expect(page.getByText('3/3 instances started')).toBeVisible();
  });

  await test.step('the details of an execution say with what it ran', async () => {
    await page.getByRole('button', { name: 'Details of this execution' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('Cloudify 5 and later');
    await expect(dialog).toContainText('scalable_entity_name');
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('a dry run goes through every step, is called so, and counts for no estimate', async () => {
    await chooseWorkflow(page, 'restart');
    await runPane(page).getByText('More options').click();
    await runPane(page).getByLabel('Dry run').check();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await expect(runPane(page)).toContainText('No run of restart has ended well yet');
    await runPane(page).getByRole('button', { name: 'Dry-run restart' }).click();
    await expect(page.getByText(/dry run of restart took/)).toBeVisible();
    await page.getByRole('button', { name: 'Scale', exact: true }).click();
    await expect(runPane(page)).toContainText(/About \d+ s, from 1 past run/);
    await page.getByRole('button', { name: 'Close without running' }).click();
  });

  await test.step('a schedule shows when it will run; it is paused, changed and run at once', async () => {
    await page.getByRole('tab', { name: 'Schedules' }).click();
    await page.getByRole('button', { name: 'New schedule' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Workflow').selectOption('restart');
    await dialog.getByLabel('Name of the schedule').fill('nightly');
    await dialog.getByLabel('Rule', { exact: true }).fill('0 25 * * *');
    await expect(dialog.getByRole('status')).toContainText(/hour/i);
    await dialog.getByLabel('Rule', { exact: true }).fill('0 3 * * *');
    await expect(dialog.getByRole('status').getByRole('listitem')).toHaveCount(5);
    await dialog.getByRole('button', { name: 'Create schedule' }).click();
    const row = page.getByRole('row').filter({ hasText: 'nightly' });
    await expect(row).toContainText('cron 0 3 * * *');
    await row.getByRole('button', { name: 'Pause nightly' }).click();
    await expect(row).toContainText('Paused');
    await row.getByRole('button', { name: 'Change nightly' }).click();
    await expect(dialog.getByLabel('Workflow')).toHaveValue('restart');
    await expect(dialog.getByLabel('Rule', { exact: true })).toHaveValue('0 3 * * *');
    await dialog.getByLabel('Rule', { exact: true }).fill('0 4 * * *');
    await dialog.getByRole('button', { name: 'Save changes' }).click();
    await expect(row).toContainText('cron 0 4 * * *');
    await row.getByRole('button', { name: 'Run nightly now' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Run now' }).click();
    await expect(row).toContainText('Completed');
    await page.getByRole('tab', { name: 'History' }).click();
    await expect(page.getByRole('table', { name: 'History' })).toContainText('Changed the schedule nightly: times');
  });

  await test.step('two runs of a workflow are side by side, operation by operation', async () => {
    await page.getByRole('tab', { name: /^Executions/ }).click();
    const run = page.getByRole('row').filter({ hasText: 'restart' }).filter({ hasNotText: 'Dry run' });
    await run.getByRole('link', { name: 'Compare' }).click();
    await expect(page).toHaveURL(/compare=[\w-]{36}(,|%2C)[\w-]{36}$/);
    await expect(page.getByRole('region', { name: 'Before' })).toContainText('dry run');
    const table = page.getByRole('table', { name: 'Operations of both runs' });
    await expect(table.getByText('ship.lifecycle.start')).toHaveCount(3);
    await table.getByRole('link').last().click();
    await expect(page).toHaveURL(/line=\d+/);
  });

  await test.step('an update adds a node and nothing else', async () => {
    const here = page.url();
    await uploadFile(page, { name: 'ships.tar.gz', content: await fleet(['ship', 'harbour']) });
    await expect(page.getByText('v2', { exact: true })).toBeVisible();
    await page.goto(here);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /^Update/ }).click();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Changes of the model' })).toContainText('harbour');
    await expect(page.locator('[data-node="harbour"]').getByRole('img', { name: '1 added' })).toBeVisible();
    await approve(page, 'update');
    await expect(page.getByText('4/4 instances started')).toBeVisible();
  });

  await test.step('the way back is an update too', async () => {
    await page.getByRole('tab', { name: 'Updates' }).click();
    await page.getByRole('button', { name: 'Roll back…' }).click();
    await expect(page.locator('[data-node="harbour"]').getByRole('img', { name: '1 removed' })).toBeVisible();
    await approve(page, 'update');
    await expect(page.getByText('3/3 instances started')).toBeVisible();
    await expect(page.locator('[data-node="harbour"]')).toHaveCount(0);
  });
});

test('who goes on before the start of a run is answered stays where they are', async ({ page }) => {
  await uploadFile(page, { name: 'slow-start.tar.gz', content: await fleet(['raft']) });
  await createDeployment(page, 'slow-start');
  await install(page);
  await expect(deploymentStatus(page)).toHaveText('Installed');
  const { promise: goesOn, resolve: goOn } = Promise.withResolvers<void>();
  await page.route(/executions\.start/, async (route) => {
    const answer = await route.fetch();
    await goesOn;
    await route.fulfill({ response: answer });
  });
  await chooseWorkflow(page, 'restart');
  await page.getByRole('button', { name: 'Preview', exact: true }).click();
  await runPane(page).getByRole('button', { name: 'Run restart' }).click();
  await expect(page.getByText(/restart took/)).toBeVisible();
  await page.getByRole('tab', { name: 'Schedules' }).click();
  await page.getByRole('button', { name: 'New schedule' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Workflow').selectOption('restart');
  const answered = page.waitForResponse(/executions\.start/);
  const readAgain = page.waitForResponse(/executions\.search/);
  goOn();
  await answered;
  await readAgain;
  await dialog.getByLabel('Rule', { exact: true }).fill('0 3 * * *');
  await dialog.getByRole('button', { name: 'Create schedule' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'cron 0 3 * * *' })).toBeVisible();
  await expect(page).toHaveURL(/tab=schedules/);
  await expect(page).not.toHaveURL(/run=/);
});

test('a failed run goes on when its failed operation counts as done', async ({ page }) => {
  await uploadFile(page, { name: 'stubborn.tar.gz', content: await oneProgram(null, 'echo no >&2; exit 1') });
  await createDeployment(page, 'stubborn');
  await install(page);
  await expect(deploymentStatus(page)).toHaveText('Install failed');
  await page.getByRole('button', { name: 'Mark as done and resume' }).click();
  await expect(deploymentStatus(page)).toHaveText('Installed');
});

test('a workflow runs on several deployments, few at once', async ({ page }) => {
  await uploadFile(page, { name: 'many.tar.gz', content: await fleet(['boat']) });
  await page.waitForURL(/\/blueprints\/[^?]+$/);
  const blueprint = page.url();
  for (const name of ['many-a', 'many-b']) {
    await createDeployment(page, name);
    await page.goto(blueprint);
  }
  await page.goto('/deployments?q=many-');
  for (const name of ['many-a', 'many-b']) await page.getByLabel(`Choose ${name}`).check();
  await page.getByRole('button', { name: 'Run workflow on 2 deployments' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('At once').fill('1');
  await dialog.getByRole('button', { name: 'Run install on 2' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'install on 2 deployments' })).toBeVisible();
  await expectAllCompleted(page, 2);
});

async function expectAllCompleted(page: Page, count: number): Promise<void> {
  await expect(page.getByRole('progressbar', { name: 'Executions that have ended' })).toHaveAttribute(
    'aria-valuenow',
    String(count),
  );
  await expect(page.getByRole('table', { name: 'Executions' }).getByText('Completed')).toHaveCount(count);
}

/** An archive: nodes that say a word when they are created, on no host. */
function fleet(nodes: readonly string[]): Promise<Buffer> {
  const text = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_types:
  Ship:
    derived_from: cloudify.nodes.Root
    interfaces: {cloudify.interfaces.lifecycle: {create: scripts/say.sh, start: scripts/say.sh, delete: scripts/say.sh}}
node_templates:
${nodes.map((node) => `  ${node}: {type: Ship}\n`).join('')}`;
  return packBlueprint({ 'blueprint.yaml': text, 'scripts/say.sh': '#!/bin/sh\necho ahoy\n' });
}
