import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { compileBlueprint } from '../core/dsl/index.ts';
import type { createDeploymentPlan } from '../core/plan/index.ts';
import { createCatalogueReader } from '../server/plugins/catalogue.ts';
import { bundleCompiler } from './support/bundle-compiler.ts';

/** What the script of the bundle declares. */
declare const compiler: {
  compileBlueprint: typeof compileBlueprint;
  createDeploymentPlan: typeof createDeploymentPlan;
};

const example = join(import.meta.dirname, '../examples/wine-cellar');
const mostKiB = 120;

test('the compiler adds at most 120 KiB to a page', () => {
  const kib = gzipSync(bundleCompiler(), { level: 9 }).length / 1024;
  console.log(`the compiler for browsers: ${kib.toFixed(1)} KiB gzip`);
  expect(kib).toBeLessThanOrEqual(mostKiB);
});

test('a browser makes the same plan of a blueprint as the server', async ({ page }) => {
  const paths = readdirSync(example, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(example, join(entry.parentPath, entry.name)));
  const catalogue = createCatalogueReader();
  const compiled = await compileBlueprint({
    mainFile: 'blueprint.yaml',
    reader: {
      read: async (location) =>
        paths.includes(location) ? readFileSync(join(example, location), 'utf8') : catalogue.read(location),
      exists: (location) => paths.includes(location) || catalogue.exists(location),
    },
  });
  expect(compiled.diagnostics).toEqual([]);

  await page.addScriptTag({ content: bundleCompiler() });
  const inBrowser = await page.evaluate(
    async ({ texts, known }) => {
      const made = await compiler.compileBlueprint({
        mainFile: 'blueprint.yaml',
        reader: {
          read: async (location) => (Object.hasOwn(texts, location) ? (texts[location] ?? null) : null),
          exists: (location) => known.includes(location) || Object.hasOwn(texts, location),
        },
      });
      let count = 0;
      const ids = { uuid: () => 'unused', suffix: () => String(count++).padStart(6, '0') };
      const deployment = made.plan && (await compiler.createDeploymentPlan(made.plan, { ids }));
      return { compiled: made, instances: deployment?.plan?.node_instances.length ?? 0 };
    },
    { texts: compiled.sources, known: paths },
  );
  expect(inBrowser.compiled).toEqual(compiled);
  expect(inBrowser.instances).toBeGreaterThan(4);
});
