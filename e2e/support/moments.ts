import type { Page } from '@playwright/test';

/** What the page of a deployment says at one time. */
export interface Moment {
  title: string;
  /** All statuses on the page; that of the deployment is the first. */
  statuses: string[];
  /** The last line that is drawn in the log. */
  newest: number;
}

/**
 * Writes down all that the open page of a deployment says from now on: a state that passes may be over before anybody
 * who asks for it is answered.
 * @returns what reads it
 */
export async function watchMoments(page: Page): Promise<() => Promise<Moment[]>> {
  const moments = await page.evaluateHandle(() => {
    const seen: Moment[] = [];
    const look = () => {
      const statuses = [...document.querySelectorAll('h1 ~ [role=status], main [role=status]')];
      const rows = document.querySelectorAll('[data-seq]');
      const moment = {
        title: document.title,
        statuses: statuses.map(({ textContent }) => textContent),
        newest: Number(rows[rows.length - 1]?.getAttribute('data-seq') ?? 0),
      };
      if (JSON.stringify(moment) !== JSON.stringify(seen.at(-1))) seen.push(moment);
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    return seen;
  });
  return () => moments.jsonValue();
}
