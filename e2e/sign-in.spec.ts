import { expect, test } from './support/story.ts';

test('a visitor is sent to the sign-in page and back to where they wanted to go', async ({ visitor, product }) => {
  await visitor.goto('/deployments?q=x');
  await expect(visitor).toHaveURL(/\/sign-in\?next=/);
  await expect(visitor).toHaveTitle('Sign in · Gantry');
  await visitor.getByLabel('E-mail').fill(product.admin.email);
  await visitor.getByLabel('Password').fill(product.admin.password);
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  await expect(visitor).toHaveURL(/\/deployments\?q=x$/);
  await visitor.getByRole('button', { name: /^Account of/ }).click();

  // The session is over while its end is still on the way back; what the page asks meanwhile is refused.
  await visitor.route('**/api/auth/sign-out', async (route) => {
    const answer = await route.fetch();
    let isRefused = false;
    visitor.on('response', (response) => {
      isRefused ||= response.status() === 401;
    });
    await expect(async () => {
      await visitor.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
      expect(isRefused).toBe(true);
    }).toPass();
    await route.fulfill({ response: answer });
  });
  await visitor.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(visitor).toHaveURL(/\/sign-in$/);
  await visitor.goto('/blueprints');
  await expect(visitor).toHaveURL(/\/sign-in\?next=/);
});

test('a wrong password says so, in the same words as an unknown account', async ({ visitor }) => {
  await visitor.goto('/sign-in');
  for (const email of ['nobody@example.org', 'someone@example.org']) {
    await visitor.getByLabel('E-mail').fill(email);
    await visitor.getByLabel('Password').fill('not the password');
    await visitor.getByRole('button', { name: 'Sign in' }).click();
    await expect(visitor.getByRole('alert').filter({ hasText: 'not right' })).toHaveText(
      'E-mail or password is not right.',
    );
    await expect(visitor.getByLabel('E-mail')).toHaveValue(email);
  }
});

test('who is quicker than the program of the page is signed in by it; a link that leads elsewhere is not followed', async ({
  visitor,
  product,
}) => {
  const { promise: sent, resolve: goOn } = Promise.withResolvers<void>();
  await visitor.route(/_next\/static\/.*\.js/, async (route) => {
    await sent;
    await route.continue();
  });
  await visitor.goto('/sign-in?next=//example.org/x', { waitUntil: 'commit' });
  await visitor.getByLabel('E-mail').fill(product.admin.email);
  await visitor.getByLabel('Password').fill(product.admin.password);
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  goOn();
  await expect(visitor).toHaveURL(`${product.url}/`);
});
