import type { Page } from '@playwright/test';
import type { SshHost, SshHosts } from './hosts/host.ts';
import { startSshHosts } from './hosts/ssh-hosts.ts';
import { onPooledHost } from './support/blueprint.ts';
import { createDeployment, deploymentStatus, install, uninstall, uploadFile } from './support/steps.ts';
import { expect, test } from './support/story.ts';
import { openSwitchedPort, type SwitchedPort } from './support/switched-port.ts';

let machines: SshHosts;
let first: SshHost;
let second: SshHost;
let gate: SwitchedPort;

test.beforeAll(async () => {
  machines = await startSshHosts(2);
  const [one, two] = machines.hosts;
  if (!one || !two) throw new Error('no hosts');
  [first, second] = [one, two];
  gate = await openSwitchedPort(second);
});
test.afterAll(async () => {
  gate?.close();
  await machines?.close();
});

test('hosts come from a text, are tested, lent to a deployment and given back; another key is a warning', async ({
  page,
}) => {
  await test.step('a text is looked through before anything is added', () => importHosts(page));

  await test.step('a test stops at keys that nobody has accepted', async () => {
    await page.getByLabel('Filter hosts by text').fill('fleet-');
    await page.getByRole('checkbox', { name: 'Choose all 2' }).check();
    await page.getByRole('button', { name: 'Test 2 connections' }).click();
    for (const { address, port, fingerprint } of [first, { ...gate, fingerprint: second.fingerprint }]) {
      const accept = page.getByRole('button', { name: `Accept the key of ${address}:${port}` });
      await expect(page.getByText(fingerprint)).toBeVisible();
      await accept.click();
      await expect(accept).toHaveCount(0);
    }
    await page.getByRole('button', { name: 'Test 2 connections' }).click();
    await expect(rowOf(page, 'fleet-1').getByText('Reached')).toBeVisible();
    await expect(rowOf(page, 'fleet-2').getByText('Reached')).toBeVisible();
    await expect(rowOf(page, 'fleet-1')).toContainText(/iB/);
  });

  await test.step('the details are at an address of their own and closed by Escape', async () => {
    await page.getByRole('link', { name: 'fleet-1', exact: true }).click();
    await expect(page).toHaveURL(/[?&]host=/);
    const details = page.getByRole('region', { name: 'Details of fleet-1' });
    await expect(details).toContainText(first.fingerprint);
    await expect(details).toContainText('Kernel');
    await page.keyboard.press('Escape');
    await expect(details).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'fleet-1', exact: true })).toBeFocused();
  });

  await test.step('a blueprint takes the host with its label', async () => {
    const content = await onPooledHost('story', 'echo made');
    await uploadFile(page, { name: 'pooled.tar.gz', content });
    await createDeployment(page, 'pooled');
    await install(page);
    await expect(deploymentStatus(page)).toHaveText('Installed');
  });
  const deployment = page.url();

  await test.step('who holds it is shown, and that it cannot be removed', async () => {
    await page.goto('/hosts?q=fleet-&state=taken');
    await expect(rowOf(page, 'fleet-1').getByText('Taken')).toBeVisible();
    await expect(rowOf(page, 'fleet-1').getByRole('link', { name: 'pooled' })).toBeVisible();
    await expect(rowOf(page, 'fleet-2')).toHaveCount(0);
    await page.getByRole('checkbox', { name: 'Choose fleet-1' }).check();
    await page.getByRole('button', { name: 'Remove' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await expect(dialog.getByRole('alert')).toContainText(/"fleet-1" by machine_\w+ of "pooled"/);
    await dialog.getByRole('button', { name: 'Keep as it is' }).click();
  });

  await test.step('uninstalling gives it back', async () => {
    await page.goto(deployment);
    await uninstall(page);
    await expect(deploymentStatus(page)).toHaveText('Not installed');
    await page.goto('/hosts?q=fleet-1');
    await expect(rowOf(page, 'fleet-1').getByText('Free', { exact: true })).toBeVisible();
  });

  await test.step('another key at the same address is a warning with both fingerprints', async () => {
    gate.switchTo(first);
    await page.goto('/hosts?q=fleet-2');
    await page.getByRole('link', { name: 'fleet-2', exact: true }).click();
    const details = page.getByRole('region', { name: 'Details of fleet-2' });
    await details.getByRole('button', { name: 'Test' }).click();
    await expect(details.getByText('shows another key than the one that was accepted')).toBeVisible();
    await expect(details.getByText(first.fingerprint).first()).toBeVisible();
    await expect(details.getByText(second.fingerprint).first()).toBeVisible();
    await expect(details.getByText('The last test failed')).toBeVisible();
  });
});

async function importHosts(page: Page): Promise<void> {
  await page.goto('/hosts');
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Import hosts' });
  const lines = ['name,address,port,labels', `fleet-1,${first.address},${first.port},role=story`];
  const text = dialog.getByLabel('Lines of hosts');
  await text.fill([...lines, 'fleet-2,127.0.0.1,ssh,role=gate'].join('\n'));
  await expect(dialog).toContainText(/Line 3, fleet-2: .*port/);
  await expect(dialog.getByRole('button', { name: 'Add and test' })).toBeDisabled();
  await text.fill([...lines, `fleet-2,${gate.address},${gate.port},role=gate`].join('\n'));

  await dialog.getByText('Where the text does not say it').click();
  await dialog.getByLabel('Account').fill(first.user);
  await dialog.getByRole('button', { name: 'New secret: Key' }).click();
  const secret = page.getByRole('dialog', { name: 'Add a secret' });
  await secret.getByLabel('Name').fill('fleet_key');
  await secret.getByLabel('Value').fill(first.privateKey);
  await secret.getByRole('button', { name: 'Store' }).click();
  await expect(dialog.getByLabel('Key', { exact: true })).toHaveValue('fleet_key');
  await dialog.getByRole('button', { name: 'Add 2 hosts' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(rowOf(page, 'fleet-1').getByText('Free', { exact: true })).toBeVisible();
}

function rowOf(page: Page, name: string) {
  return page
    .getByRole('grid', { name: 'Hosts' })
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
}
