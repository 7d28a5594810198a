import type { Page } from '@playwright/test';
import { deploymentStatus } from './support/steps.ts';
import { expect, test } from './support/story.ts';

/** How many presses beside the typing of names and values the whole way may take (ui.md 6.3). */
const mostPresses = 90;

/** Hands of which none is at a mouse. What is typed as text is counted apart from the keys that lead there. */
class Hands {
  presses = 0;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.presses += 1;
      await this.#page.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }
}

/** In `window.pointed`: how often anything was pointed at. */
async function countPointing(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const count = () => Reflect.set(window, 'pointed', Reflect.get(window, 'pointed') + 1);
    Reflect.set(window, 'pointed', 0);
    for (const type of ['pointerdown', 'pointermove', 'mousedown', 'mousemove', 'wheel', 'touchstart']) {
      window.addEventListener(type, count, { capture: true, passive: true });
    }
  });
}

test('from nothing to the line of a failed operation with the mouse unplugged', async ({ page }) => {
  const hands = new Hands(page);
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });
  const node = (id: string) => page.locator(`[data-node="${id}"]`);
  await countPointing(page);
  await page.goto('/blueprints');
  await expect(heading('Blueprints')).toBeVisible();
  await hands.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search or do something' })).toBeFocused();
  await hands.type('blank');
  await expect(page.getByRole('option', { name: /blank canvas/ })).toBeVisible();
  await hands.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Name of the blueprint' })).toBeFocused();
  await hands.type('unplugged');
  await hands.press('Enter');
  const canvas = page.getByRole('application', { name: /^Canvas of the blueprint/ });
  await expect(canvas).toBeVisible();

  const add = async (letters: string, name: string) => {
    await hands.press('n');
    await expect(page.getByRole('combobox', { name: 'Add a node' })).toBeFocused();
    await hands.type(letters);
    await expect(page.getByRole('option').first()).toContainText(letters);
    await hands.press('Enter');
    await expect(node(name)).toBeVisible();
    await expect(canvas).toBeFocused();
  };
  await add('Compute', 'compute');
  await add('SoftwareComponent', 'software_component');
  await hands.press('i');
  await expect(page.getByRole('dialog', { name: 'Put software_component inside' })).toBeVisible();
  await hands.press('Enter');
  await expect(node('software_component')).toHaveAccessibleName(/contained in compute/);
  await expect(canvas).toBeFocused();
  await add('DBMS', 'dbms');
  await hands.press('Shift+Tab', 'c');
  await expect(page.getByRole('dialog', { name: 'Connect software_component to' })).toBeVisible();
  await hands.type('dbms');
  await expect(page.getByRole('dialog').getByRole('option').first()).toContainText('dbms');
  await hands.press('Enter');
  await expect(page.getByRole('dialog', { name: /^Connect software_component to dbms/ })).toBeVisible();
  await hands.press('Enter');
  await expect(node('software_component')).toHaveAccessibleName(/1 relationship/);

  await hands.press('Shift+Tab', 'Enter');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused();
  await hands.press('Tab', 'Tab', 'Tab', 'Tab', 'Tab');
  await expect(page.getByRole('textbox', { name: 'ip', exact: true })).toBeFocused();
  await hands.press('=');
  await expect(page.getByRole('option', { name: /Create input ip/ })).toBeVisible();
  await hands.press('Enter');
  await expect(page.getByRole('button', { name: 'ip, input: ip' })).toBeVisible();
  await hands.press('Control+\\');
  const source = page.getByRole('textbox', { name: 'Source of blueprint.yaml' });
  await expect(source).toContainText('get_input: ip');
  await hands.press('Shift+F6', 'Shift+F6');
  await expect(source).toBeFocused();
  await hands.press('Control+End');
  await hands.type(
    '    interfaces: {cloudify.interfaces.lifecycle: {create: {implementation: create.sh, max_retries: 0}}}',
  );
  await expect(page.getByRole('tab', { name: 'Problems (1)' })).toBeVisible();
  await hands.press('Control+.');
  await expect(page.getByRole('menuitem', { name: 'Create create.sh' })).toBeFocused();
  await hands.press('Enter');
  const script = page.getByRole('textbox', { name: 'Source of create.sh' });
  await expect(script).toBeFocused();
  await hands.type('echo the disk is missing >&2; exit 5');
  await expect(page.getByRole('tab', { name: 'Problems (0)' })).toBeVisible();

  await hands.press('Control+s');
  await expect(page.getByRole('dialog').getByLabel('Name of the blueprint')).toBeFocused();
  await hands.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(script).toBeFocused();
  await hands.press('Control+Enter');
  await expect(page.getByLabel('Name of the deployment')).toBeFocused();
  await hands.press('Tab');
  await expect(page.getByRole('dialog').getByLabel('ip', { exact: true })).toBeFocused();
  await hands.type('192.0.2.1');
  await hands.press('Tab');
  await expect(page.getByRole('button', { name: 'Create and install…' })).toBeFocused();
  await hands.press('Enter');
  await expect(page.getByRole('button', { name: 'Run install' })).toBeFocused();
  await hands.press('Enter');
  // The designer shows how it goes; nobody is led away from what is written.
  const live = page.getByRole('region', { name: 'Deployment' });
  await expect(live.getByRole('status')).toHaveText('Install failed');
  await expect(live).toContainText('create on dbms');
  await expect(script).toBeFocused();
  await hands.press('Control+k');
  await hands.type('line that failed');
  await expect(page.getByRole('option', { name: /Show the line that failed/ })).toBeVisible();
  await hands.press('Enter');
  await expect(deploymentStatus(page)).toHaveText('Install failed');
  await expect(page.locator('[data-seq]').filter({ hasText: 'the disk is missing' }).first()).toBeInViewport();
  expect(await page.evaluate(() => Reflect.get(window, 'pointed'))).toBe(0);
  expect(hands.presses).toBeLessThanOrEqual(mostPresses);
});
