import { approve, deploymentStatus } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a newcomer makes and runs an application on two hosts from the guided start alone', async ({ page, request }) => {
  await page.goto('/blueprints');
  await page.getByRole('link', { name: 'New blueprint' }).click();
  await page.getByRole('link', { name: /Guided start/ }).click();

  await test.step('what is missing is told, and nothing is lost by a reload', async () => {
    await page.getByRole('button', { name: 'Save and deploy' }).click();
    await expect(page.getByText('Not everything is answered yet')).toBeVisible();
    await expect(page.getByText('Choose at least one host.')).toBeVisible();
    await page.getByLabel('Name of the blueprint').fill('two-hosts');
    await page.reload();
    await expect(page.getByLabel('Name of the blueprint')).toHaveValue('two-hosts');
  });

  await test.step('two hosts, a store on one and a page on the other', async () => {
    const hosts = page.getByRole('group', { name: 'Hosts that Gantry knows' });
    await hosts.getByRole('checkbox', { name: /^lab-1\b/ }).check();
    await hosts.getByRole('checkbox', { name: /^lab-2\b/ }).check();
    await page.getByRole('button', { name: /A small data store/ }).click();
    await page.getByRole('button', { name: /A web page that uses it/ }).click();
    const picture = page.getByRole('region', { name: 'What you get' });
    await expect(picture.getByText('uses store')).toBeVisible();
    const web = page.getByRole('group', { name: 'web' });
    await web.getByLabel('Port').fill('18480');
    await page.getByRole('group', { name: 'store' }).getByLabel('Port').fill('18481');
  });

  await test.step('it is saved, deployed, and answers', async () => {
    await page.getByRole('button', { name: 'Save and deploy' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'New deployment' })).toBeVisible();
    await page.getByRole('button', { name: 'Create and install' }).click();
    await approve(page, 'install');
    await expect(deploymentStatus(page)).toHaveText('Installed');
    // Beside the name: the page, which nothing else uses, and not the store.
    const link = page.getByRole('link', { name: /1848\d/ });
    await expect(link).toHaveText(/18480/);
    const address = await link.getAttribute('href');
    const answer = await request.get(address ?? '');
    expect(await answer.text()).toContain('store says 1.');
  });

  await test.step('and goes again without a trace', async () => {
    await page.getByRole('button', { name: 'Uninstall' }).click();
    await approve(page, 'uninstall');
    await expect(deploymentStatus(page)).toHaveText('Not installed');
  });
});
