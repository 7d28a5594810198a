import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validateBlueprint } from './validate-blueprint.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gantry cli '));
});
afterAll(() => rm(folder, { recursive: true }));

async function validate(text: string): Promise<{ code: number; output: string }> {
  const file = path.join(folder, 'blueprint.yaml');
  await writeFile(file, text);
  const lines: string[] = [];
  const code = await validateBlueprint(file, (line) => lines.push(line));
  return { code, output: lines.join('\n') };
}

const head = 'tosca_definitions_version: cloudify_dsl_1_3\nimports: [cloudify/types/types.yaml]\nnode_templates:\n';

test('a valid blueprint is counted and ends with 0', async () => {
  const { code, output } = await validate(`${head}  web: {type: cloudify.nodes.Root}\n`);
  expect(code).toBe(0);
  expect(output).toContain('valid, 1 nodes (0 errors');
});

test('a problem is shown with its place, its line and the way to mend it', async () => {
  const { code, output } = await validate(`${head}  web: {type: cloudify.nodes.Rooot}\n`);
  expect(code).toBe(1);
  expect(output).toMatch(/blueprint\.yaml:4:\d+ error DSL0007: /);
  expect(output).toContain('  web: {type: cloudify.nodes.Rooot}');
  expect(output).toContain('cloudify.nodes.Root');
});
