import type { BrowserContext, Page, Response } from '@playwright/test';
import { TestClient } from '../server/testing/test-client.ts';
import { hostileBlueprint } from './support/hostile-blueprint.ts';
import { hostileAddresses, hostileTexts } from './support/hostile-texts.ts';
import { placesOf } from './support/places.ts';
import { saveNextVersion } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const [, image = ''] = hostileTexts;

/** What must stay empty while pages with hostile texts are looked at. */
interface Traps {
  executed: string[];
  dialogs: string[];
  reports: string[];
  policies: Map<string, string>;
}

test('no text of a person or a host becomes more than text, on any page', async ({ page, context, product }) => {
  test.setTimeout(900_000);
  const client = new TestClient(product.url);
  await client.signIn(product.admin);
  const things = await plant(client);
  await saveNextVersion(page, things.blueprint);
  const traps = await setTraps(context);

  await test.step('the traps work where there is no policy, and here the policy stops what they would catch', async () => {
    const bare = await context.newPage();
    await bare.setContent(image);
    await expect.poll(() => traps.executed).toEqual(['img']);
    await bare.close();
    await page.goto('/');
    await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), image);
    await expect.poll(() => traps.reports).toEqual([expect.stringMatching(/^script-src-attr inline/)]);
    traps.executed.length = 0;
    traps.reports.length = 0;
  });

  const text = encodeURIComponent(image);
  const places = [
    ...placesOf(things),
    `${things.blueprint}/edit?file=${text}&section=types&side=${text}&view=${text}`,
    ...(await sourcesOf(client, things.blueprint)),
    `${things.deployment}?node=${encodeURIComponent(`talks ${image}`)}&view=list`,
    `${things.deployment}?node=${text}&inst=${text}&q=${text}&op=${text}&pane=timeline`,
    `${things.deployment}?exec=${text}&tab=${text}`,
    `${things.deployment}?run=${encodeURIComponent(`run ${image}`)}`,
    `/deployments?q=${text}`,
    `/blueprints/${text}`,
    `/nothing/${text}`,
    `/hosts?host=${text}&q=${text}`,
    `/secrets?edit=${text}`,
  ];
  let shown = 0;
  for (const place of places) {
    await page.goto(place);
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    await expect(page.locator('main')).not.toBeEmpty();
    expect.soft(await planted(page), place).toEqual([]);
    if ((await page.getByText('gantryCanary').count()) > 0) shown += 1;
  }
  expect(shown, 'pages on which a hostile text can be read').toBeGreaterThan(places.length / 3);

  await test.step('of what a terminal does, a log knows colours and nothing else', async () => {
    const lines = page.locator('[data-seq]');
    await page.goto(`${things.deployment}?q=after`);
    for (const what of ['the clipboard', 'the title', 'clearing', 'a device string'])
      await expect(lines.filter({ hasText: `after ${what}` })).toHaveCount(1);
    await page.goto(`${things.deployment}?q=a%20link`);
    await expect(lines.filter({ hasText: 'a link' })).toHaveCount(2);
    await expect(lines.getByRole('link')).toHaveCount(0);
    await page.goto(`${things.deployment}?q=gnp`);
    const turned = lines.filter({ hasText: 'gnp.exe' }).first().locator('> span').last();
    await expect(turned.locator('[data-code]')).toHaveCount(4);
    await turned.selectText();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('user\u202egnp.exe\u202c and \u2066more\u2069');
    await expect(page).toHaveTitle(/hostile · Gantry$/);
  });
  test
    .info()
    .annotations.push({ type: 'P20', description: `${places.length} pages, ${shown} of them with hostile texts` });
  expect(traps).toMatchObject({ executed: [], dialogs: [], reports: [] });
  for (const [place, policy] of traps.policies) expectStrict(place, policy);
  const nonces = [...traps.policies.values()].map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1]);
  expect(new Set(nonces).size, 'a nonce for each answer').toBe(traps.policies.size);
});

/** Asks for everything that may hold a text, by the API that the page uses; what it refuses cannot be shown. */
async function plant(client: TestClient): Promise<{ blueprint: string; deployment: string }> {
  const uploaded = await client.uploadArchive('name=hostile', await hostileBlueprint());
  const answer = (await uploaded.json()) as { ok: boolean; blueprint: { id: string } };
  expect(answer, JSON.stringify(answer)).toMatchObject({ ok: true });
  const created = await must(client, 'deployments.create', {
    blueprintId: answer.blueprint.id,
    name: 'hostile',
    inputs: { p0: image },
  });
  const deploymentId = created.id;
  for (const name of hostileTexts) {
    for (const [path, input] of [
      ['blueprints.upload', { name, text: '' }],
      ['secrets.put', { name, value: 'x' }],
      ['deployments.create', { blueprintId: answer.blueprint.id, name, inputs: {} }],
    ] as const) {
      expect((await client.mutate(path, input)).status, `${path} ${name}`).toBe(400);
    }
  }
  await must(client, 'users.create', { email: 'hostile@example.org', name: image, role: 'viewer' });
  await must(client, 'hosts.add', {
    name: 'hostile',
    address: '127.0.0.1',
    notes: [...hostileTexts, ...hostileAddresses].join('\n'),
    labels: Object.fromEntries(hostileTexts.map((text, at) => [at % 2 === 0 ? text : `label-${at}`, [text]])),
  });
  const started = await must(client, 'executions.start', { deploymentId, workflow: 'install' });
  await expect
    .poll(async () => (await client.query('executions.get', { id: started.id })).data)
    .toMatchObject({ status: 'failed' });
  return { blueprint: `/blueprints/${answer.blueprint.id}`, deployment: `/deployments/${deploymentId}` };
}

async function must(client: TestClient, path: string, input: unknown): Promise<{ id: string }> {
  const { status, data, message } = await client.mutate(path, input);
  expect(status, `${path}: ${message}`).toBe(200);
  return data as { id: string };
}

async function sourcesOf(client: TestClient, blueprint: string): Promise<string[]> {
  const { data } = await client.query('blueprints.get', { id: blueprint.split('/').at(-1) });
  const { files } = data as { files: { path: string }[] };
  return files.map(({ path }) => `${blueprint}?tab=source&file=${encodeURIComponent(path)}`);
}

async function setTraps(context: BrowserContext): Promise<Traps> {
  const traps: Traps = { executed: [], dialogs: [], reports: [], policies: new Map() };
  await context.exposeFunction('gantryCanary', (what: unknown) => void traps.executed.push(String(what)));
  await context.exposeFunction('gantryReport', (what: string) => void traps.reports.push(what));
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      const report = Reflect.get(window, 'gantryReport') as (what: string) => void;
      report(`${effectiveDirective} ${blockedURI} ${location.pathname} ${sourceFile}`);
    });
  });
  context.on('dialog', async (dialog) => {
    traps.dialogs.push(dialog.message());
    await dialog.dismiss();
  });
  context.on('response', (response: Response) => {
    if (response.request().resourceType() !== 'document') return;
    traps.policies.set(response.url(), response.headers()['content-security-policy'] ?? '');
  });
  return traps;
}

/** Elements, handlers and addresses on the page that a hostile text has made. */
function planted(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const handlers = element.getAttributeNames().some((name) => name.startsWith('on'));
        const address = element.getAttribute('href') ?? element.getAttribute('action') ?? '';
        const leadsAstray = /^(?!https?:)[\s\w]+:/i.test(address) || address.startsWith('//');
        return element.id.startsWith('planted') || handlers || leadsAstray;
      })
      .map((element) => element.outerHTML.slice(0, 200)),
  );
}

function expectStrict(place: string, policy: string): void {
  const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ', 1)[0], rule]));
  expect(rules.get('default-src'), place).toBe("default-src 'self'");
  expect(rules.get('script-src'), place).toMatch(/^script-src 'self' 'nonce-[\w+/=]{24}' 'strict-dynamic'$/);
  for (const [directive, value] of [
    ['object-src', "'none'"],
    ['base-uri', "'none'"],
    ['frame-ancestors', "'none'"],
    ['form-action', "'self'"],
    ['connect-src', "'self'"],
  ]) {
    expect(rules.get(directive), place).toBe(`${directive} ${value}`);
  }
}
