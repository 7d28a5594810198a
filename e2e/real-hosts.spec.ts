import { dirname } from 'node:path';
import type { Page } from '@playwright/test';
import type { SshHost, SshHosts } from './hosts/host.ts';
import { startSshHosts } from './hosts/ssh-hosts.ts';
import { oneProgram } from './support/blueprint.ts';
import { createDeployment, deploymentStatus, install, openExample, uninstall, uploadFile } from './support/steps.ts';
import { expect, test } from './support/story.ts';

let machines: SshHosts;

test.beforeAll(async () => {
  machines = await startSshHosts(4);
});
test.afterAll(async () => machines?.close());

test('a host with another key than the given one is refused, with both fingerprints', async ({ page }) => {
  const { address, port, fingerprint } = machines.hosts[0] ?? {};
  const given = `SHA256:${'A'.repeat(43)}`;
  const agent = `{install_method: none, user: cellar, port: ${port}, key: {get_secret: lab_ssh_key}}`;
  const content = await oneProgram(`{ip: ${address}, host_key: '${given}', agent_config: ${agent}}`, 'true');
  await uploadFile(page, { name: 'impostor.tar.gz', content });
  await createDeployment(page, 'impostor');
  await install(page);
  const card = page.getByRole('alert').filter({ hasText: 'failed on program_' });
  await expect(card).toContainText(given);
  await expect(card).toContainText(fingerprint ?? '');
  await card.getByRole('link', { name: 'Check the host key' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hosts' })).toBeVisible();
  await expect(page.getByText(fingerprint ?? '', { exact: true })).toBeVisible();
});

test('the example comes up on real SSH servers, whose keys a person accepts in the page', async ({ page }) => {
  const [first] = machines.hosts;
  if (!first) throw new Error('no hosts');

  await test.step('the private key becomes a secret whose value is not shown again', async () => {
    await page.goto('/secrets');
    await page.getByRole('button', { name: 'Add a secret' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a secret' });
    await dialog.getByLabel('Name').fill('cellar_key');
    await dialog.getByLabel('Value').fill(first.privateKey);
    await dialog.getByRole('button', { name: 'Store' }).click();
    await expect(page.getByRole('row').filter({ hasText: 'cellar_key' })).toBeVisible();
    await expect(page.locator('body')).not.toContainText('PRIVATE KEY');
  });

  await openExample(page);
  await createDeployment(page, 'real-cellar', inputsFor(machines));
  await install(page);

  await test.step('nothing runs on a host before its key is accepted', async () => {
    await page.getByRole('link', { name: /^Check the host key/ }).click();
    await expect(page).toHaveURL(/\/hosts\?tab=keys$/);
    await acceptAll(page, machines.hosts);
  });

  await page.goBack();
  await expect(deploymentStatus(page)).toHaveText('Installed', { timeout: 120_000 });
  await expect(page.locator('[data-instance][data-state="started"]')).toHaveCount(8);
  await page.getByRole('tab', { name: /Outputs/ }).click();
  const address = await page.getByRole('tabpanel').getByRole('link').first().getAttribute('href');
  const answer = await fetch(address ?? '');
  expect(await answer.text()).toMatch(/wine/i);

  await page.getByRole('tab', { name: 'Live' }).click();
  await uninstall(page);
  await expect(deploymentStatus(page)).toHaveText('Not installed');
  if (!machines.isolated) return;
  for (const host of machines.hosts) {
    expect(await host.inside('ls /opt')).toBe('host\nnode\n');
    expect(await host.inside('ps -eo args | grep -c "[w]ine-cellar" || true')).toBe('0\n');
  }
});

function inputsFor({ isolated, hosts }: SshHosts): Record<string, string> {
  const [balancer, app1, app2, database] = hosts.map((host) => host.address);
  return {
    load_balancer_ip: balancer ?? '',
    app_1_ip: app1 ?? '',
    app_2_ip: app2 ?? '',
    database_ip: database ?? '',
    ssh_user: hosts[0]?.user ?? '',
    ssh_port: String(hosts[0]?.port ?? 22),
    ssh_key_secret: 'cellar_key',
    ...(isolated
      ? { use_sudo: 'true', install_dir: '/opt/wine-cellar' }
      : { node_program: `${dirname(process.execPath)}/node` }),
  };
}

/** Each host's key turns up when something is first sent there. */
async function acceptAll(page: Page, hosts: readonly SshHost[]): Promise<void> {
  for (const host of hosts) {
    const name = `${host.address}:${host.port}`;
    const accept = page.getByRole('button', { name: `Accept the key of ${name}` });
    await expect(accept).toBeVisible();
    await expect(page.getByText(host.fingerprint)).toBeVisible();
    await accept.click();
    const row = page.getByRole('row').filter({ hasText: host.fingerprint });
    await expect(row.getByText('Accepted')).toBeVisible();
  }
}
