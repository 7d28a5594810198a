import { expect, signInByRequest, test } from './support/story.ts';

test('a viewer sees and cannot change; an administrator makes them an operator', async ({ page, browser, product }) => {
  await page.goto('/settings?tab=users');
  await page.getByRole('button', { name: 'Add a user' }).click();
  await page.getByLabel('Name').fill('Vera Viewer');
  await page.getByLabel('E-mail').fill('vera@example.org');
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  const password = (await page.getByTestId('new-password').textContent()) ?? '';
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'vera@example.org' })).toBeVisible();
  await expect(page.locator('body')).not.toContainText(password);

  const state = await signInByRequest(product, { email: 'vera@example.org', password });
  const context = await browser.newContext({ baseURL: product.url, storageState: state });
  const vera = await context.newPage();

  await test.step('what a viewer may not do is not offered', async () => {
    await vera.goto('/blueprints');
    await expect(vera.getByRole('link', { name: 'wine-cellar', exact: true })).toBeVisible();
    await expect(vera.getByRole('button', { name: 'Upload' })).toHaveCount(0);
    await expect(vera.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Secrets' })).toHaveCount(0);
    await vera.getByRole('link', { name: 'wine-cellar', exact: true }).click();
    await expect(vera.getByRole('tab', { name: /Source/ })).toBeVisible();
    await expect(vera.getByRole('link', { name: 'Create deployment' })).toHaveCount(0);
    await vera.goto('/hosts?dialog=add');
    await expect(vera.getByRole('grid', { name: 'Hosts' })).toBeVisible();
    await expect(vera.getByRole('button', { name: 'Use in a blueprint' })).toBeVisible();
    await expect(vera.getByRole('button', { name: 'Add a host' })).toHaveCount(0);
    await expect(vera.getByRole('dialog')).toHaveCount(0);
    await expect(vera.getByRole('checkbox')).toHaveCount(0);
  });

  await test.step('the designer is only looked at', async () => {
    await vera.goto('/blueprints');
    await vera.getByRole('link', { name: 'wine-cellar', exact: true }).click();
    await expect(vera.getByRole('tab', { name: /Source/ })).toBeVisible();
    await vera.goto(`${new URL(vera.url()).pathname}/edit?view=split&side=outline`);
    await expect(vera.getByText('View only')).toBeVisible();
    await vera
      .getByRole('tree', { name: 'Outline' })
      .getByRole('treeitem', { name: /^app_1\b/ })
      .click();
    const details = vera.getByRole('region', { name: 'Inspector' });
    await expect(details.getByLabel('Name', { exact: true })).toBeDisabled();
    await expect(details.locator(':is(input, select, textarea):enabled')).toHaveCount(0);
    await expect(vera.getByRole('textbox', { name: 'Source of blueprint.yaml' })).toHaveAttribute(
      'aria-readonly',
      'true',
    );
    for (const name of [/^Undo/, /^Redo/, /^Align/, /^Tidy up/, /^Save version/, /^Deploy/, /^Delete/, /^Connect/])
      await expect(vera.getByRole('button', { name })).toHaveCount(0);
    await vera.getByRole('application').press('?');
    const keys = vera.getByRole('dialog');
    await expect(keys.getByText('Source beside the canvas, or not')).toBeVisible();
    for (const name of ['Undo', 'Add a node', 'Save version', 'Deploy', 'Delete'])
      await expect(keys.getByText(name, { exact: true })).toHaveCount(0);
    await vera.keyboard.press('Escape');
    const before = await vera.locator('[data-node=app_1]').boundingBox();
    await vera.getByRole('application').press('+');
    await expect
      .poll(async () => (await vera.locator('[data-node=app_1]').boundingBox())?.width)
      .not.toBe(before?.width);
    await vera.getByRole('application').press('Delete');
    await expect(vera.locator('[data-node=app_1]')).toBeVisible();
    await vera.keyboard.press('Control+Backslash');
    await expect(vera.getByRole('textbox', { name: 'Source of blueprint.yaml' })).toHaveCount(0);
  });

  await test.step('who goes there by the address is told why not', async () => {
    await vera.goto('/secrets');
    await expect(vera.getByRole('alert').filter({ hasText: 'Your role is viewer' })).toBeVisible();
    await vera.goto('/settings?tab=users');
    await expect(vera.getByRole('tab', { name: 'Users' })).toHaveCount(0);
  });

  await test.step('a change of role holds at once', async () => {
    await page.getByLabel('Role of Vera Viewer').selectOption('operator');
    await expect(page.getByText('Vera Viewer is now operator')).toBeVisible();
    await vera.goto('/blueprints');
    await expect(vera.getByRole('button', { name: 'Upload' })).toBeVisible();
  });

  await test.step('a removed user is out', async () => {
    await page.getByRole('button', { name: 'Remove Vera Viewer' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(page.getByRole('row').filter({ hasText: 'vera@example.org' })).toHaveCount(0);
    await vera.goto('/blueprints');
    await expect(vera).toHaveURL(/\/sign-in/);
  });
  await context.close();
});
