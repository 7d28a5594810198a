import type { APIRequestContext, Page } from '@playwright/test';
import { oneProgram, packBlueprint } from './support/blueprint.ts';
import { expect, test } from './support/story.ts';

/** More than one page of the list. */
const many = 104;

test('deployments and executions are found, sorted, paged, chosen and looked at', async ({ fresh }) => {
  // Counts and first places are those of all deployments, so nobody else may have any.
  const { page, product } = fresh;
  const api = callsOf(page.request, product.url);
  const quiet = await api.upload('quiet', await fleet());
  const broken = await api.upload('broken', await oneProgram(null, 'echo no >&2; exit 1'));
  await api.deploy(quiet, names('calm', many - 4));

  await test.step('what others do is there by itself, and a list that is not told so says it', async () => {
    await page.route('**/lists.changes*', (route) => route.abort());
    await page.goto('/deployments?q=storm&sort=name');
    await expect(page.getByText(`None of ${many - 4} deployments is like that`)).toBeVisible();
    await expect(page.getByText('Not live: read every few seconds')).toBeVisible();
    await page.unroute('**/lists.changes*');
    await expect(page.getByText('Not live: read every few seconds')).toHaveCount(0);
    await api.deploy(broken, names('storm', 4));
    await expect(rows(page)).toHaveCount(4);
  });

  await test.step('the list says how many there are, and goes on page by page', async () => {
    await page.goto('/deployments?sort=name');
    await expect(rows(page).nth(0)).toContainText('calm-1');
    await expect(rows(page).nth(9)).toContainText('calm-10');
    await expect(page.getByText(`${many} deployments`, { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(rows(page)).toHaveCount(many - 100);
    await expect(rows(page).nth(0)).toContainText('storm-1');
    await page.goBack();
    await expect(rows(page)).toHaveCount(100);
  });

  await test.step('it is filtered by text and by what is chosen of a facet, and the URL holds all of it', async () => {
    await page.locator('body').press('/');
    await page.keyboard.type('storm');
    await expect(page.getByText(`4 of ${many} deployments`)).toBeVisible();
    await page.getByRole('button', { name: 'Filter by status' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Not installed' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Name', exact: true }).click();
    await expect(rows(page).nth(0)).toContainText('storm-4');
    await page.goto(page.url());
    await expect(rows(page)).toHaveCount(4);
    await expect(rows(page).nth(0)).toContainText('storm-4');
    await expect(page.getByRole('searchbox')).toHaveValue('storm');
    await page.getByRole('searchbox').fill('nothing is called this');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(rows(page)).toHaveCount(100);
  });

  await test.step('without a mouse: into the list, along it, choose some, look at one and come back', async () => {
    await page.goto('/deployments?q=storm&sort=name');
    await expect(rows(page)).toHaveCount(4);
    // Rows can be chosen once it is known what one may do.
    await expect(page.getByRole('checkbox', { name: 'Choose all 4' })).toBeVisible();
    await page.locator('body').press('/');
    await page.keyboard.press('ArrowDown');
    await expect(rows(page).nth(0)).toBeFocused();
    await page.keyboard.press('End');
    await expect(rows(page).nth(3)).toBeFocused();
    await page.keyboard.press('Home');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByRole('button', { name: 'Run workflow on 3 deployments' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Details of storm-3' })).toBeVisible();
    await expect(page).toHaveURL(/pane=/);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Details of storm-3' })).toHaveCount(0);
    await expect(rows(page).nth(2)).toBeFocused();
    await page.goBack();
  });

  await test.step('a workflow on those that are chosen, and what became of it', async () => {
    await page.goto('/deployments?q=storm&sort=name');
    await page.getByRole('checkbox', { name: 'Choose all 4' }).check();
    await page.getByRole('button', { name: 'Run workflow on 4 deployments' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Run install on 4' }).click();
    await expect(page.getByRole('heading', { name: 'install on 4 deployments' })).toBeVisible();
    await page.goto('/deployments?status=failed');
    await expect(rows(page)).toHaveCount(4);
  });

  await test.step('executions: what failed, why, and one click to the line', async () => {
    await page.goto('/executions?status=failed&sort=deployment');
    await expect(rows(page)).toHaveCount(4);
    await rows(page).nth(1).getByText('Failed').click();
    const details = page.getByRole('region', { name: 'Details of install on storm-2' });
    await expect(details.getByText(/create failed on program_/)).toBeVisible();
    await details.getByRole('link', { name: 'Go to the line' }).click();
    await expect(page).toHaveURL(/line=\d+/);
    await page.goBack();
    await expect(details).toBeVisible();
    await details.getByRole('button', { name: 'Close the details' }).click();
    await page.getByRole('checkbox', { name: 'Choose install on storm-1' }).check();
    await page.getByRole('checkbox', { name: 'Choose install on storm-4' }).check();
    await page.getByRole('button', { name: 'Resume 2 executions' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Resume 2 executions' }).click();
    await expect(page.getByText('2 executions resumed')).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('columns are chosen and moved, a filter is named: both are there on the next visit', async () => {
    await page.goto('/executions?status=failed&sort=-ended');
    await expect(rows(page)).toHaveCount(4);
    await page.getByRole('button', { name: 'Columns' }).click();
    const columns = page.getByRole('dialog', { name: 'Columns' });
    await columns.getByRole('checkbox', { name: 'Duration' }).uncheck();
    await columns.getByRole('checkbox', { name: 'Operations' }).check();
    const forward = columns.getByRole('button', { name: 'Move Operations forward' });
    // The first move is held up on its way: the second must not overtake it.
    const held = Promise.withResolvers<void>();
    await page.route('**/lists.setColumns*', (route) => held.promise.then(() => route.continue()), { times: 1 });
    await forward.press('Enter');
    await expect(forward).toBeFocused();
    await forward.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Saved filters' }).click();
    const filters = page.getByRole('dialog', { name: 'Saved filters' });
    await filters.getByLabel('Save what is shown now as').fill('went wrong');
    held.resolve();
    await page.keyboard.press('Enter');
    await expect(filters.getByRole('link', { name: 'went wrong' })).toBeVisible();
    await page.goto('/executions');
    const heads = page.getByRole('columnheader');
    await expect(heads).toHaveText(['', 'Workflow', 'Deployment', 'Status', 'Operations', 'By', 'Started']);
    await page.getByRole('button', { name: 'Saved filters' }).click();
    await filters.getByRole('link', { name: 'went wrong' }).click();
    await expect(page).toHaveURL(/status=failed/);
    await expect(rows(page)).toHaveCount(4);
    await page.getByRole('button', { name: 'Saved filters, now went wrong' }).click();
    await filters.getByRole('button', { name: 'Remove went wrong' }).click();
    await expect(filters.getByText('You have none yet.')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Columns' }).click();
    await columns.getByRole('button', { name: 'Usual columns' }).click();
    await expect(page.getByRole('columnheader', { name: 'Duration' })).toBeVisible();
  });

  await test.step('home says what failed and why, and leads to the line', async () => {
    await page.goto('/');
    const failures = page.getByRole('region', { name: 'Failed in the last 24 hours' });
    await expect(failures.getByText(/create on program_/).first()).toBeVisible();
    await expect(failures.getByText('exit_code: 1').first()).toBeVisible();
    const steps = page.getByRole('region', { name: 'First steps' });
    await expect(steps.getByText('2 of 5')).toBeVisible();
    await steps.getByRole('button', { name: 'Put the first steps away' }).click();
    await expect(steps).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('button', { name: 'First steps' })).toBeVisible();
    await expect(steps).toHaveCount(0);
    await failures.getByRole('link', { name: 'Go to the line' }).first().click();
    await expect(page).toHaveURL(/line=\d+/);
  });

  await test.step('blueprints are found by what they use', async () => {
    await page.goto('/blueprints?type=cloudify.nodes.Root&plugin=script');
    await expect(rows(page)).toHaveCount(1);
    await rows(page).nth(0).getByText('1', { exact: true }).first().click();
    const details = page.getByRole('region', { name: 'Details of broken' });
    await expect(details.getByText('blueprint.yaml')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(details).toHaveCount(0);
  });

  await test.step('a secret says who uses it, never what it holds', async () => {
    await api.secret('port_key', 'sesame-of-the-port');
    await api.secret('gate_key', 'sesame-of-the-gate');
    await page.goto('/secrets?q=port');
    await rows(page).nth(0).press('Enter');
    const details = page.getByRole('region', { name: 'Details of port_key' });
    await expect(details.getByText('No blueprint, deployment or host names it.')).toBeVisible();
    expect(await page.content()).not.toContain('sesame-of-the-port');
    await details.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByText('No secret is called that')).toBeVisible();
  });

  await test.step('what has nothing installed is deleted, many at once', async () => {
    await page.goto('/deployments?q=calm&sort=-name');
    await page.getByRole('checkbox', { name: /Choose calm-100/ }).check();
    await page.getByRole('checkbox', { name: /Choose calm-99/ }).check();
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByText('2 deployments are deleted')).toBeVisible();
    await expect(page.getByText(`98 of ${many - 2} deployments`)).toBeVisible();
  });
});

function rows(page: Page) {
  return page.getByRole('grid').locator('tbody').getByRole('row');
}

function names(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => `${name}-${n + 1}`);
}

/** The API, as the page calls it. */
function callsOf(request: APIRequestContext, url: string) {
  const headers = { origin: url, 'sec-fetch-site': 'same-origin' };
  return {
    /** @returns the id of the blueprint */
    async upload(name: string, archive: Buffer): Promise<string> {
      const answer = await request.put(`/api/blueprints/archive?name=${name}`, {
        data: archive,
        headers: { ...headers, 'content-type': 'application/octet-stream' },
      });
      return ((await answer.json()) as { blueprint: { id: string } }).blueprint.id;
    },
    async secret(name: string, value: string): Promise<void> {
      const answer = await request.post('/api/trpc/secrets.put', { data: { name, value }, headers });
      expect(answer.ok(), await answer.text()).toBe(true);
    },
    async deploy(blueprintId: string, all: readonly string[]): Promise<void> {
      for (const name of all) {
        const data = { blueprintId, name, inputs: {} };
        const answer = await request.post('/api/trpc/deployments.create', { data, headers });
        expect(answer.ok(), await answer.text()).toBe(true);
      }
    },
  };
}

/** An archive: two nodes of which nothing is done. */
function fleet(): Promise<Buffer> {
  const text = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_templates:
  harbour: {type: cloudify.nodes.Root}
  ship: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.connected_to, target: harbour}]}
`;
  return packBlueprint({ 'blueprint.yaml': text });
}
