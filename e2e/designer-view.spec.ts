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
    // A machine with much to do may draw a whole flight in one frame: then there was nothing to be held.
    let aims = ['node_1', 'node_24'];
    await expect(async () => {
      const [aim = '', other = ''] = aims;
      aims = [other, aim];
      const watched = pressOnceMoved(page, await transformOf(page));
      await choose(aim);
      const [held, later] = await watched;
      expect(later).toBe(held);
      const isThere = await page.locator(`[data-node="${aim}"]`).evaluate((element) => {
        const { left, top } = element.getBoundingClientRect();
        return element.contains(document.elementFromPoint(left + 8, top + 8));
      });
      expect(isThere).toBe(false);
    }).toPass();
  });
});

/** Presses on the ground as soon as the view moves. @returns where it was then, and where it is longer than a flight takes after that */
function pressOnceMoved(page: Page, before: string): Promise<string[]> {
  return page.evaluate(async (start) => {
    const viewport = document.querySelector('.react-flow__viewport');
    const pane = document.querySelector('.react-flow__pane');
    if (viewport === null || pane === null) throw new Error('There is no canvas.');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const moved = () => getComputedStyle(viewport).transform;
    const limit = performance.now() + 5_000;
    while (moved() === start && performance.now() < limit) await frame();
    pane.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 2 }));
    await frame();
    const held = moved();
    const until = performance.now() + 600;
    while (performance.now() < until) await frame();
    return [held, moved()];
  }, before);
}
