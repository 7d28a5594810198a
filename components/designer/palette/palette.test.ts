import { expect, test } from 'vitest';
import type { DesignType, DesignTypes } from '../../../core/design/design.ts';
import type { ImportableType } from '../../../server/api/contract.ts';
import { findTypes } from './find-types.ts';
import { paletteRows } from './palette-rows.ts';
import { paletteTypes } from './palette-types.ts';

const root = 'cloudify.nodes.Root';

function designType(name: string, more: Partial<DesignType> = {}): DesignType {
  return {
    ...{ name, description: null, hierarchy: [root, name], properties: {}, interfaces: {} },
    ...{ file: null, from: 'cloudify/types/types.yaml', ...more },
  };
}

function designTypes(...types: DesignType[]): DesignTypes {
  const nodes = Object.fromEntries(types.map((type) => [type.name, type]));
  return { nodes, relationships: {}, data: {}, policies: {}, plugins: [] };
}

function importable(name: string, plugin: string, properties: string[] = []): ImportableType {
  return {
    ...{ name, kind: 'node', description: null, hierarchy: [root, name], properties },
    ...{ plugin: { name: plugin, title: `The ${plugin}` }, location: `plugin:${plugin}` },
  };
}

const property = { type: null, description: null, required: false };
const types = paletteTypes(
  designTypes(
    designType('cloudify.nodes.Compute', { properties: { ssh_key: property, ip: property } }),
    designType('wine.Cellar', { file: 'blueprint.yaml', from: 'blueprint.yaml', description: 'Keeps bottles cool.' }),
    designType('other.Thing', { from: 'plugin:other?version=2' }),
  ),
  [
    importable('cloudify.nodes.Compute', 'cloudify'),
    importable('cloudify.nodes.Newer', 'cloudify'),
    importable('cloud.Server', 'cloud', ['image']),
  ],
);
const kept = { recent: ['wine.Cellar', 'gone.Type'], favourite: ['cloud.Server'] };

test('types come with the plugin or file that brings them, and with what must be imported', () => {
  const told = types.map(({ name, group, location }) => [name, group, location]);
  // `Newer` belongs to another release of a plugin that is imported already.
  expect(told).toEqual([
    ['cloudify.nodes.Compute', 'The cloudify', null],
    ['wine.Cellar', 'This blueprint', null],
    ['other.Thing', 'other', null],
    ['cloud.Server', 'The cloud', 'plugin:cloud'],
  ]);
});

test('types are found by name, property and description, names first', () => {
  const found = (typed: string) => findTypes(types, typed).map(({ type, property: by }) => [type.short, by]);
  expect(found('ssh')).toEqual([['Compute', 'ssh_key']]);
  expect(found('COMP')).toEqual([['Compute', null]]);
  expect(found('bottles')).toEqual([['Cellar', null]]);
  expect(found('cloud image')).toEqual([['Server', 'image']]);
  expect(found('qqq')).toEqual([]);
});

test('groups: favourites, recent ones, the blueprint, its imports; what is not imported stays closed', () => {
  const rows = (turned: string[] = []) =>
    paletteRows(types, { typed: '', kept, turned: new Set(turned) }).map((row) =>
      row.kind === 'group' ? `${row.label} ${row.count}${row.isOpen ? '' : ' closed'}` : `- ${row.type.short}`,
    );
  expect(rows()).toEqual([
    ...['Favourites 1', '- Server', 'Recently used 1', '- Cellar', 'This blueprint 1', '- Cellar'],
    ...['The cloudify 1', '- Compute', 'other 1', '- Thing', 'The cloud 1 closed'],
  ]);
  expect(rows(['favourites', '[true,"The cloud"]']).slice(0, 2)).toEqual(['Favourites 1 closed', 'Recently used 1']);
  expect(rows(['[true,"The cloud"]']).at(-1)).toBe('- Server');
});

test('types of one name are told apart by where they come from, and so is what was found', () => {
  const alike = paletteTypes(
    designTypes(
      designType('cloudify.nodes.aws.ec2.Image', { from: 'plugin:aws?version=3' }),
      designType('cloudify.nodes.aws.ecr.Image', { from: 'plugin:aws?version=3' }),
      designType('cloudify.nodes.aws.ec2.Subnet', { from: 'plugin:aws?version=3' }),
    ),
    [],
  );
  const origins = (typed: string) =>
    paletteRows(alike, { typed, kept: { favourite: [], recent: [] }, turned: new Set() }).flatMap((row) =>
      row.kind === 'type' ? `${row.type.short} of ${row.origin}` : [],
    );
  expect(origins('')).toEqual(['Image of aws.ec2', 'Image of aws.ecr', 'Subnet of null']);
  expect(origins('subnet')).toEqual(['Subnet of aws']);
});
