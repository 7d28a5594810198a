import type { Page } from '@playwright/test';

type Kind = 'analysis' | 'answer';

/** What the page of a designer keeps from the worker that reads the text, as where reading takes long. */
interface HeldWindow {
  held: { kinds: Kind[]; letGo: (() => void)[] };
}

/** Call it before the page is opened; `hold` and `letGo` then say what of the worker's messages comes through. */
export async function delayAnalysis(page: Page) {
  await page.addInitScript(() => {
    const own = window as unknown as HeldWindow;
    own.held = { kinds: [], letGo: [] };
    const listen = Worker.prototype.addEventListener;
    Worker.prototype.addEventListener = function (this: Worker, type: string, listener: (event: MessageEvent) => void) {
      listen.call(this, type, (event) => {
        const message = event as MessageEvent;
        const { kinds, letGo } = own.held;
        if (kinds.includes(message.data?.kind)) letGo.push(() => listener(message));
        else listener(message);
      });
    } as typeof listen;
  });
  return {
    /** From now on messages of these kinds wait. */
    hold: (...kinds: Kind[]) =>
      page.evaluate((wanted) => {
        (window as unknown as HeldWindow).held.kinds = wanted;
      }, kinds),
    /** Lets all through that wait, in their order. */
    letGo: () =>
      page.evaluate(() => {
        const { held } = window as unknown as HeldWindow;
        held.kinds = [];
        for (const message of held.letGo.splice(0)) message();
      }),
  };
}
