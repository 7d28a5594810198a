import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { oneProgram } from './support/blueprint.ts';
import { createDeployment, deploymentStatus, install, shownLines, uploadFile } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const lineCount = 20_000;
/** ui.md L1. */
const mostRows = 300;

/** Many lines, one of them coloured and rare, and a failure. */
const talk = `seq 1 ${lineCount} | sed 's/^/line /'
printf '\\033[1;31mred\\033[0m then \\033[48;5;226mbright\\033[0m https://example.org/help.\\n'
echo 'the rare-word is here' >&2
exit 1`;

test('a long log: from the failure to its line, all of it at hand, found, filtered, marked and taken along', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await uploadFile(page, { name: 'long-log.tar.gz', content: await oneProgram(null, talk) });
  await createDeployment(page, 'long-log');
  await install(page);
  await expect(deploymentStatus(page)).toHaveText('Install failed');
  await expect(page.getByRole('status').filter({ hasText: 'Ended' })).toBeVisible();
  const log = page.getByRole('region', { name: 'Log', exact: true });
  const controls = page.getByRole('group', { name: 'Output of the execution' });

  await test.step('the card says what failed and its last lines, and leads to the line', async () => {
    const card = page.getByRole('alert').filter({ hasText: 'create failed on program_' });
    await card.getByText('The last 20 lines of the operation').click();
    await expect(card.getByText('line 20000', { exact: true })).toBeVisible();
    await card.getByRole('link', { name: 'Go to the line' }).click();
    await expect(page).toHaveURL(/line=\d+/);
    const seq = new URL(page.url()).searchParams.get('line');
    await expect(log.locator(`[data-seq="${seq}"]`)).toBeInViewport();
    await expect(log.locator(`[data-seq="${seq}"]`)).toContainText('exit_code: 1');
    await card.getByText('The last 20 lines of the operation').click();
  });

  await test.step('every line can be reached, and few are elements', async () => {
    await log.focus();
    await page.keyboard.press('Home');
    await expect(log.locator('[data-seq="1"]')).toBeInViewport();
    for (const share of [0.5, 0.2, 0.8]) {
      await log.evaluate((box, to) => {
        box.scrollTop = to * (box.scrollHeight - box.clientHeight);
      }, share);
      await expect
        .poll(() => shownLines(page).then(([first = 0]) => Math.abs(first - share * lineCount) < 200))
        .toBe(true);
      await expectUnbroken(page);
    }
    await page.keyboard.press('PageUp');
    await expectUnbroken(page);
    await page.keyboard.press('End');
    await expect(log.locator('[data-seq]').last()).toContainText('workflow execution failed');
    await expect(log.locator('[data-seq]').last()).toBeInViewport();
  });

  await test.step('colours are colours, and only web addresses lead anywhere', async () => {
    await page.keyboard.press('End');
    await expect(log.getByText('red', { exact: true }).first()).toHaveClass(/ansi-red/);
    await expect(log.getByText('bright', { exact: true }).first()).toHaveCSS('background-color', 'rgb(255, 255, 0)');
    const link = log.getByRole('link', { name: 'https://example.org/help', exact: true }).first();
    await expect(link).toHaveAttribute('rel', 'noreferrer noopener');
  });

  await test.step('a text is found among all lines', async () => {
    await log.focus();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('line 1234');
    await expect(controls.getByText(/^\d+ of 11$/)).toBeVisible();
    await expect(log.locator('mark').first()).toBeInViewport();
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Enter');
    await controls.getByRole('textbox', { name: 'Find in the log' }).fill('^line 77+$');
    await controls.getByRole('search').getByRole('button', { name: 'Regular expression' }).click();
    await expect(controls.getByText(/^\d of 3$/)).toBeVisible();
    await expect(page).toHaveURL(/search=.*searchAs=regex/);
    await page.keyboard.press('Escape');
    await expect(controls.getByRole('search')).toHaveCount(0);
  });

  await test.step('filters are in the address, count what they hide, and go together', async () => {
    await controls.getByLabel('Filter the log by text').fill('line 77');
    await expect(controls.getByText(/ lines hidden by 1 filter/)).toBeVisible();
    await expect.poll(() => shownLines(page).then(({ length }) => length)).toBeGreaterThan(10);
    await page.reload();
    await expect(controls.getByText(/ lines hidden by 1 filter/)).toBeVisible();
    await controls.getByRole('button', { name: 'Filters' }).click();
    await page.getByLabel('State changed').check();
    await page.keyboard.press('Escape');
    await expect(page.getByText('No line passes 2 filters')).toBeVisible();
    await controls.getByRole('button', { name: 'Clear the filters' }).click();
    await expect(controls.getByText(/hidden by/)).toHaveCount(0);
  });

  await test.step('a pattern that is none says so', async () => {
    await controls.getByRole('button', { name: 'Regular expression' }).click();
    await controls.getByLabel('Filter the log by text').fill('(');
    await expect(controls.getByRole('alert')).toBeVisible();
    await controls.getByRole('button', { name: 'Clear', exact: true }).click();
    await expect(controls.getByRole('alert')).toHaveCount(0);
  });

  await test.step('errors are counted, and E goes to them', async () => {
    await expect(controls.getByText(/^\d errors$/)).toBeVisible();
    await log.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('e');
    await expect(log.getByTitle('error').first()).toBeInViewport();
  });

  await test.step('lines are marked by their numbers, linked to and copied without them', async () => {
    await page.keyboard.press('Home');
    const first = log.locator('[data-seq]').filter({ hasText: /line 1$/ });
    const seq = Number(await first.getAttribute('data-seq'));
    await log.getByRole('button', { name: `Line ${seq}, link to it` }).click();
    await log.getByRole('button', { name: `Line ${seq + 2}, link to it` }).click({ modifiers: ['Shift'] });
    await expect(page).toHaveURL(new RegExp(`line=${seq}-${seq + 2}`));
    await controls.getByRole('button', { name: 'Copy these lines' }).click();
    await expect(controls.getByText('3 lines are copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('line 1\nline 2\nline 3');
    await log.focus();
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/line=/);
  });

  await test.step('by operation, its lines are together and lead back', async () => {
    await controls.getByRole('button', { name: 'More of the log' }).click();
    await page.getByRole('menuitemradio', { name: 'By operation' }).click();
    await page.getByRole('button', { name: /lifecycle\.create.*program_.*failed/ }).click();
    await controls
      .getByRole('button', { name: /^Line \d+, link to it$/ })
      .nth(3)
      .click();
    await expect(page).toHaveURL(/line=\d+/);
    await expectUnbroken(page);
    await log.focus();
    await page.keyboard.press('Escape');
  });

  await test.step('times and full screen are as one likes', async () => {
    await controls.getByRole('button', { name: 'More of the log' }).click();
    await page.getByRole('menuitemradio', { name: 'Since the start' }).click();
    await expect(log.locator('time').first()).toHaveText(/^\+\d+:\d\d\.\d$/);
    await controls.getByRole('button', { name: 'Full screen' }).click();
    await page.reload();
    await expect(controls).toHaveCSS('position', 'fixed');
    await expect(log.locator('time').first()).toHaveText(/^\+\d+:\d\d\.\d$/);
    await log.focus();
    await page.keyboard.press('Escape');
    await expect(controls).not.toHaveCSS('position', 'fixed');
  });

  await test.step('the log is taken along as a file', async () => {
    await controls.getByRole('button', { name: 'More of the log' }).click();
    const downloading = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'Text', exact: true }).click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    // What failed says its last lines again.
    expect(text.match(/line \d+$/gm)?.length).toBeGreaterThanOrEqual(lineCount);
    expect(text).not.toContain('\u001b');
  });
});

test('a log is followed until one reads back, and again when one comes to its end', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-story-'));
  const gate = (name: string) => join(folder, name);
  const wait = (name: string) => `while [ ! -e ${gate(name)} ]; do sleep 0.1; done`;
  const script = `seq 1 200 | sed 's/^/first /'\n${wait('a')}\nseq 1 50 | sed 's/^/second /'\n${wait('b')}\necho last`;
  await uploadFile(page, { name: 'followed.tar.gz', content: await oneProgram(null, script) });
  await createDeployment(page, 'followed');
  await install(page);
  const log = page.getByRole('region', { name: 'Log', exact: true });
  const panel = page.getByRole('group', { name: 'Output of the execution' });
  const chip = panel.getByRole('status');
  await expect(log.getByText('first 200', { exact: true })).toBeInViewport();
  await expect(chip.filter({ hasText: 'Live' })).toBeVisible();

  await log.hover();
  await page.mouse.wheel(0, -400);
  await expect(chip.filter({ hasText: 'Paused' })).toBeVisible();
  const [place] = await shownLines(page);
  await writeFile(gate('a'), '');
  await expect(page.getByRole('button', { name: /^5\d new$/ })).toBeVisible();
  expect((await shownLines(page))[0]).toBe(place);

  await page.getByRole('button', { name: /^5\d new$/ }).click();
  await expect(log.getByText('second 50', { exact: true })).toBeInViewport();
  await expect(chip.filter({ hasText: 'Live' })).toBeVisible();
  await writeFile(gate('b'), '');
  await expect(log.getByText('last', { exact: true })).toBeInViewport();
  await expect(chip.filter({ hasText: 'Ended' })).toBeVisible();
  // A notice above the log comes and goes: the log grows, and the browser moves it up and says so before that is drawn.
  await panel.evaluate((group) => group.style.setProperty('padding-top', '60px'));
  await expect(log.locator('[data-seq]').last()).toBeInViewport();
  await log.evaluate((box) => {
    const [top, height] = [box.scrollTop, box.clientHeight];
    box.closest<HTMLElement>('[role="group"]')?.style.removeProperty('padding-top');
    if (box.clientHeight <= height || box.scrollTop >= top) throw new Error('The log was not moved.');
    box.dispatchEvent(new Event('scroll'));
  });
  await expect(log.locator('[data-seq]').last()).toBeInViewport();
  await expect(page.getByRole('button', { name: 'To the end' })).toHaveCount(0);
  await rm(folder, { recursive: true });
});

async function expectUnbroken(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      const drawn = await shownLines(page);
      const [first = 0] = drawn;
      return drawn.length > 5 && drawn.length <= mostRows && drawn.every((seq, at) => seq === first + at);
    })
    .toBe(true);
}
