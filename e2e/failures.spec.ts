import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { oneProgram } from './support/blueprint.ts';
import {
  approve,
  chooseWorkflow,
  createDeployment,
  deploymentStatus,
  install,
  runPane,
  uploadFile,
  uploadText,
} from './support/steps.ts';
import { expect, test } from './support/story.ts';
import { openSwitchedPort } from './support/switched-port.ts';

test('a failed operation: two clicks to its line, and on from there once its cause is gone', async ({
  page,
  product,
}) => {
  const cause = join(product.dataDir, 'mended');
  const script = `[ -f ${cause} ] && exit 0; echo the disk is missing >&2; exit 5`;
  await uploadFile(page, { name: 'broken.tar.gz', content: await oneProgram(null, script) });
  await createDeployment(page, 'broken');
  await install(page);
  await expect(deploymentStatus(page)).toHaveText('Install failed');
  await page.locator('[data-instance][data-state="failed"]').click();
  const details = page.getByRole('complementary', { name: 'Details of program' });
  await expect(details).toContainText('lifecycle.create failed');
  await details.getByRole('link', { name: 'Show the line' }).click();
  await expect(page.locator('[data-seq]').filter({ hasText: 'the disk is missing' }).first()).toBeVisible();
  await writeFile(cause, '');
  await details.getByRole('button', { name: 'Retry' }).click();
  await expect(deploymentStatus(page)).toHaveText('Installed');
  await expect(details.getByRole('link', { name: 'Show the line' })).toHaveCount(0);
});

test('a host dies in the middle: cancelled, left behind by force, and resumed when it is back', async ({
  page,
  product,
}) => {
  const host = { address: product.lab[2] ?? '', port: 7722 };
  const port = await openSwitchedPort(host);
  const ended = join(product.dataDir, 'may-end');
  const agent = `{install_method: none, user: lab, port: ${port.port}, key: {get_secret: lab_ssh_key}}`;
  const script = `echo at work; until [ -f ${ended} ]; do sleep 0.2; done; echo done at last`;
  const content = await oneProgram(`{ip: ${port.address}, agent_config: ${agent}}`, script);
  await uploadFile(page, { name: 'lonely.tar.gz', content });
  await createDeployment(page, 'lonely');
  await install(page);

  await test.step('nobody knows its key yet: the card leads to where it is accepted, and the run goes on', async () => {
    const here = page.url();
    await page.getByRole('link', { name: 'Check the host key' }).click();
    await page.getByRole('button', { name: `Accept the key of 127.0.0.1:${port.port}` }).click();
    await expect(page.getByRole('button', { name: `Accept the key of 127.0.0.1:${port.port}` })).toHaveCount(0);
    await page.goto(here);
    await page.getByRole('button', { name: 'Resume install' }).click();
    await expect(page.getByRole('region', { name: 'Log' })).toContainText('at work');
  });

  await test.step('while it runs, another run waits and says for what', async () => {
    await chooseWorkflow(page, 'uninstall');
    await expect(runPane(page)).toContainText('This run waits in the queue');
    await approve(page, 'uninstall');
    const card = page.getByRole('status').filter({ hasText: 'uninstall waits' });
    await expect(card).toContainText('For the end of install of the same deployment');
    await card.getByRole('button', { name: 'Cancel uninstall' }).click();
    await expect(card).toHaveCount(0);
    await page.goto(page.url().replace(/\?.*/, ''));
  });

  await test.step('force is offered when the patience is over, and not before', async () => {
    port.switchTo({ address: '127.0.0.1', port: 1 });
    await page.clock.install();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(deploymentStatus(page)).toHaveText('Cancelling');
    await expect(page.getByRole('button', { name: /^Force cancel in \d+ s$/ })).toBeDisabled();
    await page.clock.fastForward(31_000);
    await page.getByRole('button', { name: 'Force cancel', exact: true }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Force cancel' }).click();
    await expect(page.getByText('install was cancelled')).toBeVisible();
  });

  await test.step('the host is back: the run goes on', async () => {
    port.switchTo(host);
    await writeFile(ended, '');
    await page.getByRole('button', { name: 'Resume install' }).click();
    await expect(deploymentStatus(page)).toHaveText('Installed');
    await expect(page.getByText("'install' workflow execution succeeded")).toBeVisible();
  });
  port.close();
});

test('a deployment that another one uses is not deleted, and says which one that is', async ({ page }) => {
  const start = 'tosca_definitions_version: cloudify_dsl_1_4\nimports: [cloudify/types/types.yaml]\n';
  await uploadText(page, 'ledger', `${start}capabilities: {place: {value: here}}\n`);
  await createDeployment(page, 'ledger');
  const ledger = page.url();
  await uploadText(page, 'till', `${start}outputs: {place: {value: {get_capability: [ledger, place]}}}\n`);
  await createDeployment(page, 'till');
  await page.goto(ledger);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('alertdialog').getByRole('textbox').fill('ledger');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('"ledger" is used by "till" (outputs.place.value.get_capability).')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'ledger' })).toBeVisible();
});
