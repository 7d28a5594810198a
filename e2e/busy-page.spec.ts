import type { Page } from '@playwright/test';
import { slowDown } from './support/slow-pages.ts';
import { createDeployment, uploadText } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test('a page that is busy loses nothing of what one types and chooses, and its address never goes back', async ({
  page,
}) => {
  await uploadText(page, 'workshop', workshop);
  await createDeployment(page, 'workshop');
  const drawing = page.getByRole('application');
  const field = page.getByRole('search', { name: 'Find nodes' }).getByRole('textbox');
  await expect(field).toBeVisible();
  await slowDown(page, 8);
  for (const pause of [10, 40, 80]) {
    await test.step(`${pause} ms from key to key`, async () => {
      await page.locator('[data-node="lamp_3"]').click();
      await expect(page).toHaveURL(/node=lamp_3/);
      await drawing.press('Escape');
      await drawing.press('f');
      await expect(field).toBeFocused();
      const addresses = await watchAddress(page);
      await page.keyboard.type('desk', { delay: pause });
      await expect(field).toHaveValue('desk');
      await expect.poll(async () => (await addresses()).at(-1)).toBe('?find=desk');
      await expect(drawing.locator('[data-node="lamp_3"]')).toHaveClass(/opacity-30/);
      const seen = await addresses();
      expect(seen, 'each address once').toEqual([...new Set(seen)]);
      await page.keyboard.press('Escape');
      await expect(page).not.toHaveURL(/find=|node=/);
    });
  }
});

/** The addresses that the page has from now on, in their order; the same one twice in a row is one. */
async function watchAddress(page: Page): Promise<() => Promise<string[]>> {
  const watch = await page.evaluateHandle(() => {
    const seen = [location.search];
    setInterval(() => {
      if (seen.at(-1) !== location.search) seen.push(location.search);
    }, 1);
    return seen;
  });
  return () => watch.jsonValue();
}

const workshop = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_templates:
${[1, 2, 3]
  .map(
    (room) => `  room_${room}: {type: cloudify.nodes.Root}
  desk_${room}: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.contained_in, target: room_${room}}]}
  lamp_${room}: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.contained_in, target: room_${room}}]}
`,
  )
  .join('')}`;
