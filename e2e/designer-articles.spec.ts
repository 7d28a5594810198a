import type { Page } from '@playwright/test';
import { TestClient } from '../server/testing/test-client.ts';
import { type Article, articleDraft, articleNames, hasArticles } from './support/article-blueprints.ts';
import { boxOf } from './support/canvas.ts';
import { expect, test } from './support/story.ts';

/** What is nested in what, as the text of each says; the rest stands on the canvas itself. */
const nested: Record<Article, Record<string, string[]>> = {
  'kubernetes-bare-metal': {},
  'hybrid-services': {},
  'kubernetes-cluster': {
    kubernetes_master_host: [
      'docker_kubernetes_master',
      'etcd_kubernetes_master',
      'flannel_kubernetes_master',
      'kubectl',
      'kubernetes_master',
      'kubernetes_master_proxy',
    ],
    kubernetes_node_host: [
      'docker_kubernetes_node',
      'flannel_kubernetes_node',
      'kubernetes_node',
      'kubernetes_node_proxy',
    ],
  },
  nodecellar: {
    mongod_host: ['mongod'],
    nodejs_host: ['nodejs'],
    nodejs: ['nodecellar'],
    scaling_group: ['nodecellar_ip', 'nodecellar_port', 'nodejs_host'],
  },
};

test('blueprints of the articles are nested right, laid out readably, and not one byte of them changes', async ({
  page,
  product,
}) => {
  test.skip(!hasArticles, 'The blueprints of the articles are not beside the project (shared/blueprints).');
  const client = new TestClient(product.url);
  await client.signIn(product.admin);
  for (const name of articleNames) {
    await test.step(name, async () => {
      const draft = await articleDraft(name);
      const { data } = await client.mutate('drafts.create', draft);
      const { id } = data as { id: string };
      await page.goto(`/blueprints/${id}/edit?side=outline`);
      await expect(page.getByRole('treeitem', { level: 2 }).first()).toBeVisible();
      await expect.poll(() => nestedInOutline(page)).toEqual(nested[name]);
      await expectReadable(page);
      await page.getByRole('treeitem', { level: 2 }).first().click();
      await expect(page.locator('[data-save=saved]')).toBeVisible();
      const { data: opened } = await client.query('drafts.open', { id });
      const { files, revision } = opened as { files: { path: string; text: string }[]; revision: number };
      expect(revision).toBe(1);
      expect(Object.fromEntries(files.map(({ path, text }) => [path, text]))).toEqual(
        Object.fromEntries(draft.files.map(({ path, text }) => [path, text])),
      );
    });
  }
});

/** Nodes by what contains them. */
async function nestedInOutline(page: Page): Promise<Record<string, string[]>> {
  const rows = await page
    .getByRole('treeitem')
    .evaluateAll((items) =>
      items.map((item) => [Number(item.ariaLevel), item.ariaLabel?.split(',')[0] ?? ''] as const),
    );
  const found: Record<string, string[]> = {};
  const above: string[] = [];
  for (const [level, name] of rows) {
    above[level] = name;
    const parent = above[level - 1];
    if (level >= 3 && parent !== undefined) found[parent] = [...(found[parent] ?? []), name].sort();
  }
  return found;
}

interface Box {
  id: string | null;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Nodes do not cover each other, but for those that hold others, and all are large enough to be read. */
async function expectReadable(page: Page): Promise<void> {
  const nodes = page.locator('[data-node]');
  await expect(nodes.first()).toBeVisible();
  // All of them, once the drawing stands still.
  await boxOf(nodes.last());
  const boxes = await nodes.evaluateAll((elements): Box[] =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { id: element.getAttribute('data-node'), x, y, width, height };
    }),
  );
  for (const [at, a] of boxes.entries()) {
    expect(a.width, `width of ${a.id}`).toBeGreaterThan(80);
    for (const b of boxes.slice(at + 1))
      expect(!overlaps(a, b) || holds(a, b) || holds(b, a), `${a.id} and ${b.id} cover each other`).toBe(true);
  }
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function holds(a: Box, b: Box): boolean {
  return a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;
}
