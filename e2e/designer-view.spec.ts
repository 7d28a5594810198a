import type { Page } from '@playwright/test';
import { boxOf } from './support/canvas.ts';
import { uploadText } from './support/steps.ts';
import { expect, test } from './support/story.ts';

test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const names = Array.from({ length: 24 }, (_, at) => `node_${at + 1}`);
const text = `tosca_definitions_version: cloudify_dsl_1_4
imports: [cloudify/types/types.yaml]
node_templates:
${names.map((name) => `  ${name}: {type: cloudify.nodes.Root}`).join('\n')}
`;

/** How far the view has been moved; another one while it flies. */
function transformOf(page: Page): Promise<string> {
  return page.locator('.react-flow__viewport').evaluate((element) => getComputedStyle(element).transform);
}

test('the view flies to what is chosen in the outline, and a press ends the flight', async ({ page }) => {
  await uploadText(page, 'flight', text);
  await expect(page.getByRole('heading', { level: 1, name: 'flight' })).toBeVisible();
  await page.goto(`${new URL(page.url()).pathname}/edit?side=outline`);
  const [first, last] = [page.locator('[data-node="node_1"]'), page.locator('[data-node="node_24"]')];
  const choose = (name: string) => page.getByRole('treeitem', { name: `${name}, ` }).click();
  await expect(first).toBeVisible();

  await choose('node_1');
  await page.getByRole('application').press('2');
  for (let step = 0; step < 4; step += 1) await page.getByRole('button', { name: 'Zoom in' }).click();
  await boxOf(first);
  await expect(last).not.toBeInViewport();

  await test.step('it arrives', async () => {
    await choose('node_24');
    await expect(last).toBeInViewport({ ratio: 1 });
    await boxOf(last);
  });

  await test.step('a press holds the view where it is', async () => {
    const start = await transformOf(page);
    const pressed = page.evaluate(async (before) => {
      const viewport = document.querySelector('.react-flow__viewport');
      const pane = document.querySelector('.react-flow__pane');
      if (viewport === null || pane === null) throw new Error('There is no canvas.');
      const moved = () => getComputedStyle(viewport).transform;
      while (moved() === before) await new Promise((resolve) => requestAnimationFrame(resolve));
      pane.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 2 }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const held = moved();
      // Longer than a flight takes.
      for (let frame = 0; frame < 40; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
      return [held, moved()];
    }, start);
    await choose('node_1');
    const [held, later] = await pressed;
    expect(later).toBe(held);
    await expect(first).not.toBeInViewport({ ratio: 1 });
  });
});
