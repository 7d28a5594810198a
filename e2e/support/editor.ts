import { expect, type Page } from '@playwright/test';

/** Takes an option of the list that completes what was typed; the list goes once it is taken. */
export async function takeCompletion(page: Page, name: RegExp): Promise<void> {
  const list = page.locator('.cm-tooltip-autocomplete');
  const option = list.getByRole('option', { name }).first();
  await expect(option).toBeVisible();
  // A click while the list asks for its options once more is for nothing, and the list stays.
  await expect(async () => {
    if (await option.isVisible()) await option.click({ timeout: 5_000 });
    await expect(list).toHaveCount(0, { timeout: 5_000 });
  }).toPass();
}
