import type { Page } from '@playwright/test';
import { uploadText } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

const text = `tosca_definitions_version: cloudify_dsl_1_5
imports: [cloudify/types/types.yaml]
node_types:
  acme.App: {derived_from: cloudify.nodes.SoftwareComponent, properties: {port: {type: integer, default: 80}}}
relationships:
  acme.app_contained_in_server: {derived_from: cloudify.relationships.contained_in}
  acme.app_contained_in_machine: {derived_from: cloudify.relationships.contained_in}
node_templates:
  vm: {type: cloudify.nodes.Compute}
`;

/** The version of the blueprint that a deployment runs, by the interface of programs. */
async function versionOf(page: Page, id: string): Promise<number> {
  const input = encodeURIComponent(JSON.stringify({ id }));
  const answer = await page.request.get(`/api/trpc/deployments.get?input=${input}`);
  return (await answer.json()).result.data.blueprint.version;
}

test('on a phone nodes are added, nested, connected, renamed, filled in, grouped, deleted and run by the outline alone', async ({
  page,
}) => {
  await uploadText(page, 'pocket', text);
  await expect(page.getByRole('heading', { level: 1, name: 'pocket' })).toBeVisible();
  await page.goto(`${new URL(page.url()).pathname}/edit`);
  const row = (name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name}\\b`) });
  const act = async (name: string, deed: string | RegExp) => {
    await row(name).tap();
    await page.getByRole('button', { name: `Actions for ${name}` }).tap();
    await page.getByRole('menuitem', { name: deed }).tap();
  };
  const answer = async (question: string | RegExp, choice: string | RegExp) => {
    const asked = page.getByRole('dialog', { name: question, exact: true });
    await asked.getByRole('option', { name: choice }).tap();
    await expect(asked).toHaveCount(0);
  };
  const add = async (letters: string) => {
    await page.getByRole('combobox', { name: /^Add a node/ }).fill(letters);
    await page.getByRole('option').first().tap();
  };
  const panes = page.getByRole('navigation', { name: 'Panes' });

  await expect(row('vm')).toBeVisible();
  await page.getByRole('button', { name: 'Add a node' }).tap();
  await add('Database');
  await expect(row('database')).toHaveAttribute('aria-level', '2');
  await expect(row('database')).toHaveAttribute('aria-selected', 'true');

  // Of two types that are made for the pair one is asked for, wherever the node comes from.
  await act('vm', 'Add a node inside of it');
  await add('App');
  await answer(/in vm: by which relationship/, /app_contained_in_machine/);
  await expect(row('app')).toHaveAttribute('aria-level', '3');
  await act('app', /^Take the nodes out/);
  await expect(row('app')).toHaveAttribute('aria-level', '2');
  await act('app', /^Put the nodes inside/);
  await answer('Put app inside', /^vm/);
  await answer('app in vm: by which relationship?', /app_contained_in_server/);
  await expect(row('app')).toHaveAttribute('aria-level', '3');

  await act('app', /^Connect/);
  await answer('Connect app to', /^database/);
  await answer(/^Connect app to database/, /^connected_to cloudify/);
  await expect(row('app')).toHaveAccessibleName(/2 relationships/);

  // One node runs inside one other.
  await act('app', /^Duplicate/);
  await expect(row('app_2')).toHaveAttribute('aria-level', '3');
  await act('vm', /^Duplicate/);
  await expect(row('vm_2')).toBeVisible();
  await act('app_2', /^Put the nodes inside/);
  await answer('Put app_2 inside', /^vm_2/);
  await answer('app_2 runs inside vm.', /^Leave it/);
  await expect(page.getByRole('button', { name: 'Actions for app_2' })).toBeVisible();

  await act('app_2', /^Rename/);
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('shop');
  await page.keyboard.press('Enter');
  await page.getByLabel('port', { exact: true }).fill('8080');
  await page.keyboard.press('Enter');
  await panes.getByRole('button', { name: 'Parts' }).tap();
  await expect(row('shop')).toHaveAttribute('aria-level', '3');

  await row('database').tap();
  await page.getByRole('button', { name: 'Select several' }).tap();
  await row('shop').tap();
  await page.getByRole('button', { name: 'Actions for 2 nodes' }).tap();
  await page.getByRole('menuitem', { name: /^Group/ }).tap();
  await expect(row('group')).toHaveAccessibleName(/database, shop/);
  await page.getByRole('button', { name: 'Select several' }).tap();
  await act('vm_2', /^Delete/);
  await answer('Delete vm_2?', /^Delete with/);
  await expect(row('vm_2')).toHaveCount(0);
  await act('group', /^Delete/);
  await expect(row('group')).toHaveCount(0);

  await panes.getByRole('button', { name: 'Source' }).tap();
  const source = page.getByRole('textbox', { name: 'Source of blueprint.yaml' });
  await expect(source).toContainText('port: 8080');
  await expect(source).toContainText('acme.app_contained_in_server');

  // From what is written to what runs, and to the next version of it, without leaving.
  const live = page.getByRole('region', { name: 'Deployment' });
  await page.getByRole('button', { name: 'Deploy' }).tap();
  await page.getByRole('button', { name: /^Create and install/ }).tap();
  await page.getByRole('button', { name: 'Run install' }).tap();
  await expect(live.getByRole('status')).toHaveText('Installed');
  await panes.getByRole('button', { name: 'Parts' }).tap();
  await act('shop', /^Duplicate/);
  await expect(live).toContainText('runs version 2, not what is written');
  await expect(page.getByRole('button', { name: 'Deploy 1 deployment is behind' })).toBeVisible();
  const href = await live.getByRole('link', { name: 'Open deployment' }).getAttribute('href');
  await live.getByRole('button', { name: 'Update…' }).tap();
  await page.getByRole('button', { name: 'Preview' }).tap();

  // Where an update is over before the page has seen it run, the page sees what it brought.
  const { promise: isOver, resolve: over } = Promise.withResolvers<void>();
  await page.route(/deployments\.get\?/, async (route) => {
    await isOver;
    await route.continue();
  });
  await page.getByRole('button', { name: 'Run update' }).tap();
  await expect.poll(() => versionOf(page, String(href?.split('/').at(-1)))).toBe(3);
  over();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(live.getByRole('button', { name: 'Update…' })).toHaveCount(0);
  await expect(live.getByRole('status')).toHaveText('Installed');
  await expect(page.getByRole('button', { name: 'Deploy', exact: true })).toBeVisible();
});
