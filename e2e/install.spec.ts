import { watchMoments } from './support/moments.ts';
import { leftOnLabHosts } from './support/product.ts';
import { deploymentStatus, instanceMarks, labInputs, runPane, uninstall } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a newcomer installs the example by clicks, watches it, uses it and takes it away', async ({ fresh }) => {
  const { page, product } = fresh;
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Blueprints' }).click();
  await page.getByRole('link', { name: 'wine-cellar', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'wine-cellar' })).toBeVisible();
  await expect(page.locator('.react-flow__node')).toHaveCount(8);
  await page.getByRole('link', { name: 'Create deployment' }).click();
  await expect(page.getByLabel('Name of the deployment')).toHaveValue('wine-cellar');
  for (const [input, address] of Object.entries(labInputs(product))) await page.getByLabel(input).fill(address);
  await page.getByRole('button', { name: 'Create deployment' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'wine-cellar' })).toBeVisible();
  await expect(page).toHaveTitle('wine-cellar · Gantry');

  await test.step('before anything is done, all that would be done is shown', async () => {
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await expect(runPane(page)).toContainText('20 operations on 8 instances');
    await expect(runPane(page).locator('summary').filter({ hasText: 'lifecycle.start' })).toHaveCount(4);
    await expect(page.locator('.react-flow__node').getByRole('img', { name: '1 added' })).toHaveCount(8);
    await runPane(page).locator('summary').filter({ hasText: 'lifecycle.create' }).first().click();
    await expect(runPane(page).getByText('script_path').first()).toBeVisible();
  });

  const moments = await watchMoments(page);
  await runPane(page).getByRole('button', { name: 'Run install' }).click();

  await test.step('every instance is started, by mark and by words', async () => {
    await expect(deploymentStatus(page)).toHaveText('Installed');
    await expect(instanceMarks(page)).toHaveCount(8);
    await expect(page.locator('[data-instance][data-state="started"]')).toHaveCount(8);
    await expect(page.getByText('8/8 instances started')).toBeVisible();
    await expect(page.getByRole('status').filter({ hasText: 'Ended' })).toBeVisible();
    await expect(page).toHaveTitle(/^✓ install · wine-cellar/);
  });

  await test.step('lines appeared while the scripts ran, and the log followed them', async () => {
    const during = (await moments()).filter(({ statuses }) => statuses[0] === 'Installing');
    const live = during.filter(({ statuses }) => statuses.some((status) => status.includes('Live')));
    const newest = live.map((moment) => moment.newest).filter((line) => line > 10);
    expect(new Set(newest).size).toBeGreaterThan(2);
    expect(newest).toEqual(newest.toSorted((a, b) => a - b));
    expect(during.map(({ title }) => title)).toContainEqual(expect.stringMatching(/^▶ install \d+\/\d+ · wine-cellar/));
  });

  await test.step('the output leads to the wines', async () => {
    await page.getByRole('tab', { name: /Outputs/ }).click();
    const link = page.getByRole('tabpanel').getByRole('link').first();
    const address = await link.getAttribute('href');
    expect(address).toMatch(/^http:\/\/127\.0\.\d+\.1:\d+/);
    const answer = await fetch(address ?? '');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toMatch(/wine/i);
  });

  await test.step('uninstall leaves nothing', async () => {
    await uninstall(page);
    await expect(deploymentStatus(page)).toHaveText('Not installed');
    expect((await moments()).map(({ statuses }) => statuses[0])).toContain('Uninstalling');
    await expect(
      page.locator('[data-instance]:not([data-state="deleted"]):not([data-state="uninitialized"])'),
    ).toHaveCount(0);
    await expect.poll(() => leftOnLabHosts(product)).toEqual([]);
  });

  await test.step('the address says what was looked at, back and forward too', async () => {
    await page.locator('[data-instance]').first().click();
    await expect(page).toHaveURL(/node=.*inst=|inst=.*node=/);
    const chosen = new URL(page.url()).searchParams.get('inst') ?? '';
    await expect(page.getByRole('button', { name: `Only ${chosen}; show all` })).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: `Only ${chosen}; show all` })).toBeVisible();
    await page.getByRole('tab', { name: /Executions/ }).click();
    await page.goBack();
    await expect(page.getByRole('tab', { name: 'Live' })).toHaveAttribute('data-state', 'active');
  });

  await test.step('the deployment can be deleted', async () => {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByLabel('Type wine-cellar to go on').fill('wine-cellar');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page).toHaveURL(/\/deployments$/);
    await expect(page.getByText('No deployments yet')).toBeVisible();
  });
});
