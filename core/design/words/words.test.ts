import { describe, expect, it } from 'vitest';
import { openBlueprint } from '../../dsl/edit/index.ts';
import type { Design } from '../design.ts';
import { designOf, filesOf } from '../testing/build.ts';
import { completeAt } from './complete.ts';
import { type FileWords, fileWords } from './file-words.ts';
import { hoverAt } from './hover.ts';

const sound = `node_types:
  shop.Web:
    derived_from: cloudify.nodes.Root
    properties:
      theme: { default: plain, description: How it looks. }
      port: { type: integer }
      secure: { type: boolean, default: false }
      colour: { type: shop.Colour, default: {} }
    interfaces: { work: { begin: { implementation: p.x, inputs: { wait: { type: integer } } } } }
data_types: { shop.Colour: { properties: { red: { type: integer } } } }
inputs: { size: { type: integer, description: How much. } }
labels: { team: { values: [shop] } }
groups: { all: { members: [web] } }
node_templates:
  vm: { type: cloudify.nodes.Compute }
  web:
    type: shop.Web
    properties: { port: 80 }
`;

const head = filesOf('')['blueprint.yaml'] ?? '';

async function words(marked: string, design?: Design): Promise<{ file: FileWords; offset: number }> {
  const files = filesOf(marked.replace('|', ''));
  const file = fileWords('blueprint.yaml', openBlueprint({ mainFile: 'blueprint.yaml', sources: files }), {
    design: design ?? (await designOf(sound)),
    paths: [...Object.keys(files), 'scripts/run.sh'],
    secrets: ['token'],
    locations: ['plugin:acme'],
  });
  if (file === null) throw new Error('There is no such file.');
  return { file, offset: head.length + marked.indexOf('|') };
}

/** What is written for the first offers where the cursor is. */
async function offered(marked: string): Promise<string[]> {
  const { file, offset } = await words(marked);
  return (completeAt(offset, file)?.items ?? []).map(({ insert }) => insert);
}

const web = 'node_templates:\n  web:\n    type: shop.Web\n';

describe('what could be written', () => {
  it.each([
    ['sections', 'inp|', ['inputs:', 'plugins: ']],
    ['fields of a node', `${web}    |`, ['properties:', 'relationships:', 'interfaces:']],
    ['types of nodes', 'node_templates: { web: { type: | } }', ['shop.Web', 'cloudify.nodes.Compute']],
    ['properties, those that are needed first', `${web}    properties:\n      p|`, ['port: ', 'theme: ', 'secure: ']],
    ['properties of a data type', `${web}    properties: { colour: { | } }`, ['red: ']],
    ['values that are allowed', `${web}    properties: { secure: | }`, ['true', 'false', '{ get_input: ']],
    ['calls', `${web}    properties: { port: { | } }`, ['get_input: ', 'get_secret: ']],
    ['inputs', `${web}    properties: { port: { get_input: | } }`, ['size']],
    ['fields of a label', 'labels: { team: { | } }', ['values: ']],
    ['values of a label', 'labels: { team: { values: [ | ] } }', ['{ get_input: ']],
    ['labels', `${web}    properties: { port: { get_label: | } }`, ['team']],
    ['secrets', `${web}    properties: { port: { get_secret: | } }`, ['token']],
    ['nodes', `${web}    properties: { port: { get_property: [ | ] } }`, ['vm', 'web', 'SELF']],
    ['properties of a node', `${web}    properties: { port: { get_property: [ SELF, | ] } }`, ['port', 'theme']],
    ['types of relationships', `${web}    relationships:\n      - type: |`, ['cloudify.relationships.contained_in']],
    ['targets', `${web}    relationships:\n      - target: |`, ['vm']],
    ['interfaces', `${web}    interfaces:\n      |`, ['cloudify.interfaces.lifecycle: ', 'work: ']],
    ['operations', `${web}    interfaces: { work: { | } }`, ['begin: ']],
    ['inputs of operations', `${web}    interfaces: { work: { begin: { inputs: { | } } } }`, ['wait: ']],
    ['scripts and plugins', `${web}    interfaces: { work: { begin: | } }`, ['scripts/run.sh', 'p.']],
    ['types of inputs', 'inputs: { size: { type: | } }', ['integer', 'shop.Colour']],
    ['members', 'groups: { all: { members: [ | ] } }', ['vm', 'all']],
    ['targets of policies', 'policies: { p: { targets: [ | ] } }', ['all']],
  ])('is %s', async (_what, marked, expected) => {
    expect(await offered(marked)).toEqual(expect.arrayContaining(expected));
  });

  it('begins with what is needed, leaves out what is there and does not repeat a colon', async () => {
    expect((await offered(`${web}    properties:\n      |`))[0]).toBe('port: ');
    expect(await offered(`${web}    properties: { port: 1, | }`)).not.toContain('port: ');
    expect(await offered(`${web}    properties: { po|: 1 }`)).toContain('port');
  });

  it('is locations and files in imports, without those that are there', async () => {
    const { file } = await words('|');
    const at = head.indexOf('types.yaml');
    const found = completeAt(at, file)?.items.map(({ label }) => label);
    expect(found).toEqual(['blueprint.yaml', 'plugin:acme']);
  });

  it('is nothing where nobody knows', async () => {
    expect(await offered('constructor: { x: { | } }')).toEqual([]);
    expect(await offered('node_templates:\n  |')).toEqual([]);
  });
});

describe('what is said about a word', () => {
  it.each([
    ['theme', `${web}    properties: { th|eme: x }`, ['any type, default "plain"', 'How it looks.']],
    [
      'shop.Web',
      'node_templates: { web: { type: shop|.Web } }',
      ['cloudify.nodes.Root', 'Properties: theme, port, secure, colour'],
    ],
    ['size', `${web}    properties: { port: { get_input: si|ze } }`, ['integer', 'How much.']],
    ['vm', `${web}    relationships: [{ target: v|m }]`, ['cloudify.nodes.Compute']],
    ['web', 'node_templates:\n  we|b:\n    type: shop.Web\n', ['shop.Web']],
  ])('tells about %s', async (title, marked, lines) => {
    const { file, offset } = await words(marked);
    expect(hoverAt(offset, file)).toMatchObject({ title, lines });
  });

  it('knows where things are defined', async () => {
    const definition = async (marked: string) => {
      const { file, offset } = await words(marked);
      return hoverAt(offset, file)?.definition;
    };
    const type = { kind: 'type', of: 'nodes', name: 'shop.Web' };
    expect(await definition('node_templates: { web: { type: shop|.Web } }')).toEqual(type);
    expect(await definition(`${web}    properties: { th|eme: x }`)).toEqual(type);
    expect(await definition(`${web}    relationships: [{ target: v|m }]`)).toEqual({ kind: 'node', node: 'vm' });
    expect(await definition('description: no|ne')).toBe(undefined);
  });
});
