import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

interface Where {
  /** A selector: only what is in it is looked at. */
  within?: string;
  /** Only these rules. */
  rules?: string[];
}

/** What axe calls a serious or a critical fault of the page as it is now. */
export async function seriousFaults(page: Page, { within, rules }: Where = {}): Promise<string[]> {
  // Its program is large: a page that was looked at before has it.
  const isThere = await page.evaluate(() => 'axe' in window);
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: 'true' }) })
    // What is in order is not listed, and what is never serious is not looked for: that is most of the work.
    .options({ resultTypes: ['violations'], preload: false, rules: { region: { enabled: false } } })
    // Without another page for each look, which only pages with frames need.
    .setLegacyMode();
  if (within !== undefined) axe.include(within);
  if (rules !== undefined) axe.withRules(rules);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}
