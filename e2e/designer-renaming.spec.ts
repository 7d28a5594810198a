import type { Locator, Page } from '@playwright/test';
import { delayAnalysis } from './support/analysis.ts';
import { uploadText } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const text = `tosca_definitions_version: cloudify_dsl_1_5
imports: [cloudify/types/types.yaml]
inputs:
  flavor: {default: small}
node_types:
  App: {derived_from: cloudify.nodes.Root, properties: {title: {type: string, required: false}}}
node_templates:
  web: {type: App}
  shop:
    type: App
    relationships: [{type: cloudify.relationships.connected_to, target: web}]
`;

const source = (page: Page) => page.getByRole('textbox', { name: 'Source of blueprint.yaml' });
const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector' });

// What waits in a slow designer: the lines that a rename changes, or what is seen of the text with them.
for (const slow of ['answer', 'analysis'] as const) {
  test(`after a new name the next field is typed into at once, while the ${slow} is waited for`, async ({ page }) => {
    const analysis = await delayAnalysis(page);
    await uploadText(page, `slow-${slow}`, text);
    await expect(page.getByRole('heading', { level: 1, name: `slow-${slow}` })).toBeVisible();
    await page.goto(`${new URL(page.url()).pathname}/edit?side=outline&view=split`);
    const pane = inspector(page);
    const name = pane.getByRole('textbox', { name: 'Name', exact: true });
    const renameAndType = async (
      to: string,
      { line, field, typed }: { line: string; field: Locator; typed: string },
    ) => {
      await name.fill(to);
      await analysis.hold(slow);
      await name.press('Enter');
      if (slow === 'analysis') await expect(source(page)).toContainText(line);
      await field.fill(typed);
      await page.keyboard.press('Enter');
      await analysis.letGo();
    };

    await page.getByRole('treeitem', { name: /^web, / }).click();
    const title = pane.getByLabel('title', { exact: true });
    await renameAndType('front', { line: 'front: {type: App}', field: title, typed: 'Welcome' });
    await expect(source(page)).toContainText('title: Welcome');
    await expect(source(page)).toContainText('target: front');
    await expect(title).toBeFocused();
    await expect(name).toHaveValue('front');

    await page.getByRole('treeitem', { name: /^flavor/ }).click();
    const initial = pane.getByLabel('Default', { exact: true });
    await renameAndType('size', { line: 'size: {default: small}', field: initial, typed: 'large' });
    await expect(source(page)).toContainText('size: {default: large}');
    await expect(initial).toBeFocused();

    await pane.getByRole('button', { name: /^Types/ }).click();
    await pane.getByRole('button', { name: /^App/ }).click();
    const added = pane.getByRole('textbox', { name: 'Name of a new property' });
    await renameAndType('Site', { line: 'Site: {derived_from', field: added, typed: 'colour' });
    await expect(source(page)).toContainText(/Site: .*colour: *\{\}/);
    await expect(source(page)).toContainText('front: {type: Site');
    await expect(added).toBeFocused();
  });
}
