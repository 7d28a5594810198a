import type { Page } from '@playwright/test';
import { packBlueprint } from './support/blueprint.ts';
import { createDeployment, deploymentStatus, install, uploadFile } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a run is read along the time: what waited, what was tried again and what decided how long it took', async ({
  page,
}) => {
  await uploadFile(page, { name: 'brewery.tar.gz', content: await brewery() });
  await createDeployment(page, 'brewery');
  await install(page);

  await test.step('while it runs, its operations have bars', async () => {
    await page.getByRole('radio', { name: 'Timeline' }).click();
    await expect(page).toHaveURL(/look=timeline/);
    await expect(tree(page).getByRole('treeitem', { name: /^create of kettle_.*: running/ })).toBeVisible();
  });

  await test.step('when it has ended, each row says what its bars show', async () => {
    await expect(deploymentStatus(page)).toHaveText('Installed', { timeout: 60_000 });
    const retried = tree(page).getByRole('treeitem', { name: /^configure of tap_/ });
    await expect(retried).toHaveAccessibleName(
      /: succeeded, ran [\d.]+ s and failed, paused [\d.]+ s, ran [\d.]+ s, on the critical path$/,
    );
    await expect(tree(page).getByRole('treeitem', { name: 'glass: 2 of 2 done, succeeded' })).toBeVisible();
    await expect(page.getByText(/^Critical path: \d operations of/)).toBeVisible();
  });
  await picture(page, 'timeline');
});

function tree(page: Page) {
  return page.getByRole('tree', { name: 'Operations over time' });
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder === undefined) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
  }
}

/** Nodes on no host: a slow kettle, a tap that fails at first and needs it, two glasses that need the tap. */
function brewery(): Promise<Buffer> {
  const text = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_types:
  Thing:
    derived_from: cloudify.nodes.Root
    interfaces: {cloudify.interfaces.lifecycle: {create: scripts/short.sh}}
node_templates:
  kettle:
    type: Thing
    interfaces: {cloudify.interfaces.lifecycle: {create: scripts/long.sh, start: scripts/short.sh}}
  tap:
    type: Thing
    interfaces:
      cloudify.interfaces.lifecycle:
        configure: {implementation: scripts/once.sh, max_retries: 2, retry_interval: 1}
    relationships: [{type: cloudify.relationships.depends_on, target: kettle}]
  glass:
    type: Thing
    instances: {deploy: 2}
    relationships: [{type: cloudify.relationships.depends_on, target: tap}]
`;
  return packBlueprint({
    'blueprint.yaml': text,
    'scripts/short.sh': '#!/bin/sh\necho ahoy\n',
    'scripts/long.sh': '#!/bin/sh\necho heating\nsleep 3\n',
    'scripts/once.sh': '#!/bin/sh\n[ "$(ctx operation retry_number)" -gt 0 ] || { echo "no pressure" >&2; exit 1; }\n',
  });
}
