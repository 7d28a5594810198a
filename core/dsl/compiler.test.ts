import { expect, it } from 'vitest';
import { compileBlueprint } from './compile.ts';
import { createCompiler } from './compiler.ts';
import { mutate } from './testing/mutate.ts';
import { type Random, seededRandom } from './testing/random.ts';
import { randomBlueprint } from './testing/random-blueprint.ts';
import { specimen } from './testing/specimen.ts';
import { smallTypes } from './testing/virtual-blueprint.ts';

type Files = Record<string, string>;

function requestOf(files: Files) {
  const reader = {
    read: async (location: string) => (Object.hasOwn(files, location) ? (files[location] ?? null) : null),
    exists: (location: string) => Object.hasOwn(files, location),
  };
  return { mainFile: 'blueprint.yaml', reader };
}

/** Another text in one file: a word or number changed, a line gone, twice or elsewhere, or worse damage. */
function edited(files: Files, random: Random): Files {
  const name = random.pick(Object.keys(files));
  const text = files[name] ?? '';
  if (random.once(4)) return { ...files, [name]: mutate(text, random, Object.values(files)) };
  const lines = text.split('\n');
  const at = random.int(lines.length);
  const line = lines[at] ?? '';
  const texts = [
    () =>
      lines.with(
        at,
        line.replace(/\d+/, (digits) => String(Number(digits) + 1)),
      ),
    () => lines.with(at, line.replace(/\b[a-z_]+\b(?!.*\b[a-z_]+\b)/, 'changed')),
    () => lines.with(at, line.replace(/\b[a-z_]+\b/, 'changed')),
    () => lines.toSpliced(at, 1),
    () => lines.toSpliced(at, 0, line),
    () => lines.toSpliced(at, 0, '', '# a remark'),
    () => lines.toSpliced(random.int(lines.length), 0, ...lines.slice(at, at + 4)),
  ];
  return { ...files, [name]: random.pick(texts)().join('\n') };
}

/** Compiles a file set and then edits of it, now and then going back to the start, and compares each with a fresh compiler. */
async function expectTheSame(start: Files, seed: number, edits: number): Promise<void> {
  const random = seededRandom(seed);
  const compiler = createCompiler();
  let files = start;
  for (let edit = 0; edit < edits; edit += 1) {
    const kept = await compiler.compile(requestOf(files));
    const fresh = await compileBlueprint(requestOf(files));
    const same = JSON.stringify(kept) === JSON.stringify(fresh);
    if (!same) expect(kept, `seed ${seed}, edit ${edit}`).toEqual(fresh);
    expect(same, `order of seed ${seed}, edit ${edit}`).toBe(true);
    files = random.once(4) ? start : edited(files, random);
  }
}

it('gives for edited blueprints what a fresh compiler gives, problems and places included', async () => {
  for (let seed = 0; seed < 40; seed += 1) await expectTheSame(randomBlueprint(seed), seed, 12);
}, 120_000);

it('gives the same for a blueprint with everything in it', async () => {
  const text = `tosca_definitions_version: cloudify_dsl_1_5\nimports: [types.yaml]\n${specimen}`;
  const files = { 'blueprint.yaml': text, 'types.yaml': smallTypes };
  for (let seed = 0; seed < 60; seed += 1) await expectTheSame(files, seed, 15);
}, 120_000);

it('notices scripts that come and go', async () => {
  const compiler = createCompiler();
  const text = `tosca_definitions_version: cloudify_dsl_1_3
imports: [types.yaml]
node_templates:
  a: { type: cloudify.nodes.Compute, interfaces: { i: { start: scripts/start.sh } } }`;
  const files = { 'blueprint.yaml': text, 'types.yaml': smallTypes };
  const codes = async (all: Files) => (await compiler.compile(requestOf(all))).diagnostics.map(({ code }) => code);
  expect(await codes(files)).toEqual(['DSL0010']);
  expect(await codes({ ...files, 'scripts/start.sh': '' })).toEqual([]);
  expect(await codes({ ...files, 'scripts/start.sh': '' })).toEqual([]);
  expect(await codes(files)).toEqual(['DSL0010']);
});

it('shares the nodes of the plan that did not change', async () => {
  const compiler = createCompiler();
  const text = (port: number) => `tosca_definitions_version: cloudify_dsl_1_3
imports: [types.yaml]
node_types: { t: { derived_from: cloudify.nodes.Root, properties: { port: {} } } }
node_templates:
  a: { type: t, properties: { port: 1 } }
  b: { type: t, properties: { port: ${port} } }
  c: { type: t, properties: { port: { get_property: [b, port] } } }`;
  const plan = async (port: number) =>
    (await compiler.compile(requestOf({ 'blueprint.yaml': text(port), 'types.yaml': smallTypes }))).plan;
  const before = await plan(1);
  const after = await plan(20);
  expect(after?.nodes[0]).toBe(before?.nodes[0]);
  expect(after?.nodes[1]?.properties).toEqual({ port: 20 });
  expect(before?.nodes[1]?.properties).toEqual({ port: 1 });
  expect(after?.nodes[2]).toBe(before?.nodes[2]);
});
