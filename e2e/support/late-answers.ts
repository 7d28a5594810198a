import type { Browser } from '@playwright/test';

/**
 * With GANTRY_LATE_ANSWERS=1 whatever answers a page comes late by chance: a story that depends on luck shows itself.
 * What a page fetches, and what streams and workers tell it, is delayed by up to two and a half seconds; most by little.
 */
export function makeAnswersLate(browser: Browser): void {
  if (process.env.GANTRY_LATE_ANSWERS !== '1') return;
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await open(options);
    await context.addInitScript(delayAnswers);
    return context;
  };
}

/** Runs in the page; the messages of one source keep their order. */
function delayAnswers(): void {
  const pause = () => new Promise((done) => setTimeout(done, Math.random() ** 3 * 2_500));
  const fetchNow = window.fetch;
  window.fetch = async (...request) => {
    await pause();
    const answer = await fetchNow(...request);
    await pause();
    return answer;
  };
  const lateMessages = 0.2;
  for (const { prototype } of [Worker, EventSource]) {
    const listen = prototype.addEventListener as EventTarget['addEventListener'];
    const told = new WeakMap<EventTarget, Promise<unknown>>();
    prototype.addEventListener = function (this: EventTarget, type: string, listener: (event: Event) => void): void {
      listen.call(this, type, (event) => {
        const before = told.get(this) ?? Promise.resolve();
        const wait = before.then(() => (Math.random() < lateMessages ? pause() : undefined));
        told.set(
          this,
          wait.then(() => listener(event)),
        );
      });
    } as EventTarget['addEventListener'];
  }
}
