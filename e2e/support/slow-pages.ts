import type { Browser, Page } from '@playwright/test';

const timesSlower = Number(process.env.GANTRY_SLOW_PAGES ?? '1');

/** With GANTRY_SLOW_PAGES=4 pages compute four times slower: a story that depends on being quick shows itself. */
export function makePagesSlow(browser: Browser): void {
  if (!(timesSlower > 1)) return;
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    context.on('page', (page) => void slowDown(page, timesSlower));
    return context;
  };
}

export async function slowDown(page: Page, times: number): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Emulation.setCPUThrottlingRate', { rate: times });
}
