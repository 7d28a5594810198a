import { createDeployment, deploymentStatus, install, instanceMarks, uploadText } from './support/steps.ts';
import { expect, test } from './support/story.ts';

/** Hosts with apps in them, one of which fails. */
const fleet = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
${[1, 2, 3]
  .map(
    (host) => `  host_${host}:
    type: cloudify.nodes.Root
${['web', 'db']
  .map(
    (app) => `  ${app}_${host}:
    type: cloudify.nodes.Root
    relationships:
      - {type: cloudify.relationships.contained_in, target: host_${host}}
${app === 'web' ? `      - {type: cloudify.relationships.connected_to, target: db_${host}}\n` : ''}`,
  )
  .join('')}`,
  )
  .join('')}`;

test('a drawing is folded, searched and walked through', async ({ page }) => {
  await uploadText(page, 'fleet', fleet);
  await createDeployment(page, 'fleet');
  await install(page);
  await expect(deploymentStatus(page)).toHaveText('Installed');
  await page.screenshot({ path: '/tmp/C-1.png' });
  await expect(instanceMarks(page)).toHaveCount(9);
});
