import { oneProgram } from './support/blueprint.ts';
import { endProgramsOf } from './support/product.ts';
import { createDeployment, deploymentStatus, install, uploadFile } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('nobody knows how a command ended: a person decides, and the execution goes on', async ({ page, product }) => {
  const content = await endlessOn(product.lab[0]);
  await uploadFile(page, { name: 'unknown.tar.gz', content });
  await createDeployment(page, 'unknown');
  await install(page);
  await expect(page.getByRole('region', { name: 'Log' })).toContainText('at work');
  await product.kill();
  await endProgramsOf(product.dataDir);
  await product.restart();
  const card = page.getByRole('alert').filter({ hasText: /Decide: .*create on program_/ });
  await expect(card).toBeVisible();
  await expect(deploymentStatus(page)).toHaveText('Needs a decision');
  await card.getByRole('button', { name: 'Mark done' }).click();
  await expect(deploymentStatus(page)).toHaveText('Installed');
  await expect(card).toHaveCount(0);
});

test('a command that does not end is killed on its host', async ({ page, product }) => {
  const content = await endlessOn(product.lab[1]);
  await uploadFile(page, { name: 'endless.tar.gz', content });
  await createDeployment(page, 'endless');
  await install(page);
  await expect(page.getByRole('region', { name: 'Log' })).toContainText('at work');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(deploymentStatus(page)).toHaveText('Cancelling');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Kill' }).click();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await dialog.getByRole('textbox').fill('endless');
  await dialog.getByRole('button', { name: 'Kill' }).click();
  await expect(page.getByText("'install' workflow execution cancelled")).toBeVisible();
  await expect(page.getByRole('button', { name: 'Uninstall' })).toBeVisible();
});

/** A program whose creation does not end by itself. */
function endlessOn(address = ''): Promise<Buffer> {
  const agent = '{install_method: none, user: lab, port: 7722, key: {get_secret: lab_ssh_key}}';
  return oneProgram(`{ip: ${address}, agent_config: ${agent}}`, 'echo at work; while :; do sleep 1; done');
}
