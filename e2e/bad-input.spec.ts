import type { Page } from '@playwright/test';
import { packBlueprint } from './support/blueprint.ts';
import { uploadFile, uploadText } from './support/steps.ts';
import { expect, test } from './support/story.ts';

const head = 'tosca_definitions_version: cloudify_dsl_1_3\nimports:\n  - cloudify/types/types.yaml\n';

function bomb(): string {
  const levels = 'bcdefghijk'.split('').map((name) => {
    const before = String.fromCharCode(name.charCodeAt(0) - 1);
    return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
  });
  return `${head}dsl_definitions:\n  a: &a [x, x]\n${levels.map((line) => `  ${line}`).join('\n')}\nnode_templates:\n  web:\n    type: cloudify.nodes.Root\n    properties: {x: *k}\n`;
}

function nested(levels: number): string {
  return `${head}inputs:\n  deep:\n    default: ${'['.repeat(levels)}${']'.repeat(levels)}\n`;
}

const cases = [
  { name: 'text that is not YAML', text: `${head}node_templates: {web: [}\n`, line: 4, says: /./ },
  { name: 'a YAML bomb', text: bomb(), line: null, says: /alias|large|expand/i },
  { name: '2,000 levels of nesting', text: nested(2_000), line: 6, says: /levels deep/ },
  {
    name: 'an unknown type',
    text: `${head}node_templates:\n  web:\n    type: cloudify.nodes.Computer\n`,
    line: 6,
    says: /cloudify\.nodes\.Computer/,
  },
];

for (const { name, text, line, says } of cases) {
  test(`${name} is refused with its place, and nothing is stored`, async ({ page }) => {
    const before = await blueprintNames(page);
    await uploadText(page, 'bad', text);
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText('Nothing was stored.')).toBeVisible();
    const problem = dialog.getByRole('listitem').first();
    await expect(problem).toContainText(/DSL\d{4}/);
    await expect(problem).toContainText(/:\d+:\d+/);
    await expect(problem).toContainText(says);
    if (line !== null) await expect(problem).toContainText(new RegExp(`:${line}:\\d+`));
    await problem.getByRole('button').click();
    await expect(dialog.locator('.cm-pointed')).toBeVisible();
    expect(await blueprintNames(page)).toEqual(before);
  });
}

test('the line of a problem that one looks at stays in view when the page behind learns more', async ({ page }) => {
  const { promise: isLookedAt, resolve: look } = Promise.withResolvers<void>();
  await page.route(/drafts\.list/, async (route) => {
    await isLookedAt;
    await route.continue();
  });
  await uploadText(page, 'bad', `${head}node_templates:\n  web:\n    type: cloudify.nodes.Computer\n`);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('listitem').first().getByRole('button').click();
  const line = dialog.locator('.cm-pointed');
  await expect(line).toHaveText('    type: cloudify.nodes.Computer');
  const shown = await line.elementHandle();
  look();
  await expect(page.getByRole('grid', { name: 'Blueprints', includeHidden: true })).toBeVisible();
  await expect(line).toBeVisible();
  expect(await shown?.evaluate((element) => element.isConnected), 'the same editor').toBe(true);
});

test('an archive that reaches out of its folder is refused by name', async ({ page }) => {
  const before = await blueprintNames(page);
  const content = await packBlueprint({
    'blueprint.yaml': `${head}node_templates: {}\n`,
    '../outside.sh': 'echo no\n',
  });
  await uploadFile(page, { name: 'evil.tar.gz', content });
  await expect(page.getByRole('dialog')).toContainText('../outside.sh');
  expect(await blueprintNames(page)).toEqual(before);
});

test('a file that is no blueprint is not even sent', async ({ page }) => {
  await page.goto('/blueprints?upload=true');
  await page
    .getByLabel('Blueprint file')
    .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from('x') });
  await expect(page.getByRole('alert').filter({ hasText: '.yaml' })).toBeVisible();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Upload' })).toBeDisabled();
});

test('inputs: what is missing and what is wrong stands at its field and in the summary', async ({ page }) => {
  const inputs = [
    '  address: {type: string}',
    '  count: {type: integer, default: 2, constraints: [{in_range: [1, 5]}]}',
    '  labels: {type: dict, default: {a: 1}}',
  ];
  await uploadText(page, 'picky', `${head}inputs:\n${inputs.join('\n')}\nnode_templates: {}\n`);
  await page.getByRole('link', { name: 'Create deployment' }).click();
  await page.getByLabel('count', { exact: true }).fill('two');
  await page.getByLabel('labels', { exact: true }).fill('{a: [');
  await page.getByRole('button', { name: 'Create deployment' }).click();
  const summary = page.getByRole('alert').filter({ hasText: 'must be mended' });
  await expect(summary).toContainText('3 things must be mended');
  await expect(summary).toContainText('address: This is required.');
  await expect(summary.locator('xpath=..')).toBeFocused();
  await expect(page.getByLabel('address', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('address', { exact: true }).fill('x');
  await page.getByLabel('count', { exact: true }).fill('9');
  await page.getByLabel('labels', { exact: true }).fill('{a: 2}');
  await page.getByRole('button', { name: 'Create deployment' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'One thing must be mended' })).toContainText(
    /count: .*in_range/,
  );
  await page.goto('/deployments');
  await expect(page.getByRole('link', { name: 'picky' })).toHaveCount(0);
});

async function blueprintNames(page: Page): Promise<string[]> {
  await page.goto('/blueprints');
  // Not by the buttons of a row, which come once it is known what one may do.
  const links = page.getByRole('grid', { name: 'Blueprints' }).locator('a[href^="/blueprints/"]');
  await expect(links.first()).toBeVisible();
  return await links.allTextContents();
}
