import { describe, expect, it } from 'vitest';
import { applyEdits, applyIntents, openBlueprint } from '../dsl/edit/index.ts';
import { createCompiler } from '../dsl/index.ts';
import { DesignBuilder } from './build-design.ts';
import type { Fix } from './fix.ts';
import { fixesOf } from './fixes.ts';
import { locateProblems } from './problems.ts';
import { filesOf } from './testing/build.ts';

type Files = Record<string, string>;

const importable = new Map([
  ['acme.Server', 'plugin:acme'],
  ['cloudify.nodes.Root', 'cloudify/types/types.yaml'],
]);

async function look(files: Files) {
  const compiler = createCompiler();
  const reader = {
    read: async (location: string) => files[location] ?? null,
    exists: (location: string) => location in files,
  };
  const { diagnostics } = await compiler.compile({ mainFile: 'blueprint.yaml', reader, fallbackVersion: 5 });
  if (compiler.built === null) throw new Error('It cannot be read.');
  const editable = openBlueprint({ mainFile: 'blueprint.yaml', sources: files });
  const ground = { editable, design: new DesignBuilder().build(compiler.built), paths: Object.keys(files), importable };
  return { problems: locateProblems(diagnostics, compiler.built), ground };
}

function mended(files: Files, fix: Fix): Files {
  if ('create' in fix) return { ...files, [fix.create.path]: fix.create.text };
  if ('edits' in fix) return { ...files, [fix.file]: applyEdits(files[fix.file] ?? '', fix.edits) };
  const { result } = applyIntents({ mainFile: 'blueprint.yaml', sources: files }, fix.intents);
  if (!result.ok) throw new Error(result.reason);
  const texts = Object.entries(result.edits).map(([file, edits]) => [file, applyEdits(files[file] ?? '', edits)]);
  return { ...files, ...Object.fromEntries(texts) };
}

/** Labels of the fixes of the first problem with this code, and what the main file is after each. */
async function fixed(files: Files, code: string): Promise<Record<string, string | undefined>> {
  const { problems, ground } = await look(files);
  const problem = problems.find((each) => each.code === code);
  if (problem === undefined) throw new Error(`There is no ${code}, only ${problems.map((each) => each.code).join()}.`);
  const results: Record<string, string | undefined> = {};
  for (const fix of fixesOf(problem, ground)) {
    const after = mended(files, fix);
    const again = (await look(after)).problems;
    const isGone = !again.some((each) => each.code === code && each.detail === problem.detail);
    // The import of a plugin that does not exist here.
    expect(isGone || fix.label.startsWith('Import plugin:'), `${code}, ${fix.label}`).toBe(true);
    results[fix.label] = after['blueprint.yaml']?.split('\n').slice(2).join('\n');
  }
  return results;
}

const types = `node_types:
  shop.Web:
    derived_from: cloudify.nodes.Root
    properties: { port: { type: integer, required: true }, theme: { default: '' }, list: { type: list, default: [] } }
    interfaces: { work: { begin: { implementation: p.x, inputs: { wait: { type: integer } } } } }
`;
const node = (rest: string) => filesOf(`${types}node_templates:\n  web:\n${rest}`);
const whole = `    type: shop.Web
    properties: { port: 80 }
    interfaces: { work: { begin: { inputs: { wait: 1 } } } }
`;

describe('ways to mend a problem', () => {
  it.each<[string, Files, string, string[]]>([
    ['a type that is misspelt', node('    type: shop.Wep\n'), 'DSL0007', ['Change it to shop.Web']],
    ['a type that a plugin brings', node('    type: acme.Server\n'), 'DSL0007', ['Import plugin:acme']],
    [
      'a target that is misspelt',
      node(
        `${whole}    relationships: [{ type: cloudify.relationships.depends_on, target: databse }]\n  database: { type: cloudify.nodes.Root }\n`,
      ),
      'DSL0025',
      ['Change it to database', 'Remove this relationship'],
    ],
    [
      'a relationship type that is misspelt',
      node(
        `${whole}    relationships: [{ type: cloudify.relationships.contaned_in, target: vm }]\n  vm: { type: cloudify.nodes.Root }\n`,
      ),
      'DSL0026',
      ['Change it to cloudify.relationships.contained_in', 'Remove this relationship'],
    ],
    ['a property that is missing', node(whole.replace('port: 80', '')), 'DSL0107', ['Add port']],
    ['an input of an operation that is missing', node(whole.replace(/ *interfaces.*\n/, '')), 'DSL0107', ['Add wait']],
    [
      'a property that is misspelt',
      node(whole.replace('port: 80', 'port: 80, tehme: dark')),
      'DSL0106',
      ['Change it to theme', 'Remove tehme'],
    ],
    ['a number in quotes', node(whole.replace('80', `'80'`)), 'DSL0105', ['Write 80']],
    ['a label that is a number', node(`${whole}labels: { team: { values: [80] } }\n`), 'DSL9051', ['Put it in quotes']],
    ['one value for a list', node(whole.replace('80', '80, list: a')), 'DSL0105', ['Write [a]']],
    [
      'an input that is not declared',
      node(whole.replace('80', '{ get_input: size }')),
      'DSL9030',
      ['Declare the input size'],
    ],
    ['a key that is there twice', node(`${whole}    type: cloudify.nodes.Root\n`), 'DSL9004', ['Remove line 13']],
    [
      'a script that is not there',
      node(whole.replace('begin: { inputs', 'begin: { implementation: scripts/begin.sh, inputs')),
      'DSL0010',
      ['Create scripts/begin.sh'],
    ],
    [
      'a plugin that is misspelt',
      node(whole.replace('begin: { inputs', 'begin: { implementation: scrpt.x, inputs')),
      'DSL0010',
      ['Change it to script.x'],
    ],
    [
      'a field that is misspelt',
      node(whole.replace('properties:', 'propertis:')),
      'DSL0001',
      ['Change it to properties'],
    ],
    [
      'an import that is not there',
      { ...filesOf(''), 'blueprint.yaml': 'tosca_definitions_version: cloudify_dsl_1_5\nimports: [typs.yaml]\n' },
      'DSL0013',
      ['Change it to types.yaml', 'Remove the import'],
    ],
    [
      'a version that is not declared',
      { ...filesOf(''), 'blueprint.yaml': '# A shop\n\nimports: [types.yaml]\n' },
      'DSL0027',
      ['Declare cloudify_dsl_1_5'],
    ],
    [
      'a version that is unknown',
      {
        ...filesOf(''),
        'blueprint.yaml': 'tosca_definitions_version: cloudify_dsl_1_9 # new\nimports: [types.yaml]\n',
      },
      'DSL0029',
      ['Declare cloudify_dsl_1_5'],
    ],
  ])('is there for %s', async (...[, files, code, labels]) => {
    expect(Object.keys(await fixed(files, code))).toEqual(labels);
  });

  it('writes what is missing as the type wants it, and keeps quotes and comments', async () => {
    const port = await fixed(node(whole.replace('port: 80', '')), 'DSL0107');
    expect(port['Add port']).toContain('properties:\n      port: 0\n');
    const quoted = await fixed(node(`    type: "shop.Wep" # one\n`), 'DSL0007');
    expect(quoted['Change it to shop.Web']).toContain('type: "shop.Web" # one\n');
  });

  it('is none in a file that is not the blueprint’s own', async () => {
    const { problems, ground } = await look(node('    type: shop.Wep\n'));
    const [problem] = problems;
    if (problem === undefined) throw new Error('There is no problem.');
    expect(fixesOf({ ...problem, range: { ...problem.range, file: 'plugin:acme' } }, ground)).toEqual([]);
  });
});
