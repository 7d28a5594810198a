import { expect, test } from 'vitest';
import type { Design, DesignNode, DesignRelationship } from '../../../core/design/design.ts';
import { toHulls } from './hull.ts';
import { KnownPlaces } from './known-places.ts';
import { outermost, toPicture, withContents } from './picture.ts';
import { speakNode } from './speak-node.ts';
import { walk } from './walk.ts';

function link(index: number, target: string, kind: DesignRelationship['kind'] = 'connected_to'): DesignRelationship {
  const type = `cloudify.relationships.${kind}`;
  const written = { properties: {}, sourceInterfaces: {}, targetInterfaces: {} };
  return { index, type, target, kind, typeHierarchy: [type], ...written };
}

function node(id: string, parent: string | null, relationships: DesignRelationship[] = []): DesignNode {
  const own = parent === null ? [] : [link(relationships.length, parent, 'contained_in')];
  return {
    id,
    type: 'cloudify.nodes.Root',
    typeHierarchy: ['cloudify.nodes.Root'],
    parent,
    properties: {},
    interfaces: {},
    relationships: [...relationships, ...own],
    instances: { default: 1, min: 0, max: -1, isWritten: false },
    file: 'blueprint.yaml',
  };
}

const design = {
  nodes: [node('net', null), node('vm', 'net'), node('web', 'vm', [link(0, 'db')]), node('db', null)],
  groups: [
    { name: 'front', members: ['web'], policies: [], reactions: {}, file: 'blueprint.yaml' },
    { name: 'all', members: ['front', 'db'], policies: [], reactions: {}, file: 'blueprint.yaml' },
  ],
} as unknown as Design;

const draw = (shut: string[] = []) => toPicture(design, () => null, { closed: new Set(shut) });

test('containment is nesting, other relationships are lines', () => {
  const { index, lines } = draw();
  expect(index.boxes.map(({ id }) => id)).toEqual(['net', 'vm', 'web', 'db']);
  expect(lines.map(({ id, from, to }) => [id, from.id, to.id])).toEqual([['web#0', 'web', 'db']]);
});

test('a closed container stands for all that is in it', () => {
  const { index, lines, drawnAs } = draw(['net']);
  expect(index.boxes.map(({ id }) => id)).toEqual(['net', 'db']);
  expect(drawnAs.get('web')).toBe('net');
  expect(lines.map(({ from, to }) => [from.id, to.id])).toEqual([['net', 'db']]);
});

test('what did not change are the same objects as in the drawing before', () => {
  const before = draw();
  const again = toPicture({ ...design }, () => null, { closed: new Set(), before });
  expect([again.index, again.lines]).toEqual([before.index, before.lines]);
  expect(again.index).toBe(before.index);
  expect(again.lines).toBe(before.lines);
  const places = new Map([['db', { x: 900, y: 0 }]]);
  const moved = toPicture(design, (id) => places.get(id) ?? before.places.get(id) ?? null, {
    closed: new Set(),
    before,
  });
  expect(moved.index.get('web')).toBe(before.index.get('web'));
  expect(moved.index.get('db')).toMatchObject({ x: 900, y: 0 });
  expect(moved.lines[0]?.to).toBe(moved.index.get('db'));
});

test('a node that was read anew stays where it is, and its lines are those that it has now', () => {
  const before = draw(['vm']);
  const stay = (id: string) => before.places.get(id) ?? null;
  const again = (change: (node: DesignNode) => DesignNode, closed = ['vm']) =>
    toPicture({ ...design, nodes: design.nodes.map(change) }, stay, { closed: new Set(closed), before });
  const counted = again((each) => (each.id === 'vm' ? { ...each, properties: {} } : each));
  expect([counted.index, counted.lines, counted.places]).toEqual([before.index, before.lines, before.places]);
  expect(counted.places).toBe(before.places);
  expect(counted.nodes.get('vm')).not.toBe(before.nodes.get('vm'));
  expect(counted.children.get('net')?.[0]).toBe(counted.nodes.get('vm'));
  const unlinked = again((each) => (each.id === 'web' ? node('web', 'vm') : each));
  expect([before.lines.length, unlinked.lines.length]).toEqual([1, 0]);
  const linked = again((each) => (each.id === 'db' ? node('db', null, [link(0, 'net')]) : each));
  expect(linked.lines.map(({ from, to }) => [from.id, to.id])).toEqual([
    ['vm', 'db'],
    ['db', 'net'],
  ]);
  expect(again((each) => each, []).drawnAs.get('web')).toBe('web');
  const elsewhere = again((each) => (each.id === 'web' ? node('web', null) : each));
  expect(elsewhere.drawnAs.get('web')).toBe('web');
});

test('what is chosen goes with its contents', () => {
  const picture = draw();
  expect([...withContents(picture, ['net'])]).toEqual(['net', 'vm', 'web']);
  expect(outermost(picture, ['web', 'net', 'db'])).toEqual(['net', 'db']);
});

test('groups are outlines around their members, those of groups in them included', () => {
  const picture = draw();
  const hulls = toHulls(picture.groups, picture);
  const [front, all, apart] = hulls;
  expect([front?.name, all?.name, apart?.name]).toEqual(['front', 'all', 'all']);
  expect(all?.bounds.width).toBeGreaterThan(front?.bounds.width ?? 0);
  expect(front?.path).toMatch(/^M[-\d. Q]+(L[-\d. Q]+)+Z$/);
});

test('the keyboard walks into containers, out of them and along the outline', () => {
  const picture = draw();
  expect(walk(picture, null, 'ArrowRight')).toBe('net');
  expect(walk(picture, null, 'Tab')).toBe(null);
  expect(walk(picture, 'net', 'Alt+ArrowDown')).toBe('vm');
  expect(walk(picture, 'vm', 'Alt+ArrowUp')).toBe('net');
  expect(walk(picture, 'web', 'Tab')).toBe('db');
  expect(walk(picture, 'db', 'Tab')).toBe(null);
  expect(walk(picture, 'web', 'Shift+Tab')).toBe('vm');
});

test('a node says what it is', () => {
  const [, , web] = design.nodes;
  if (!web) throw new Error('It is missing.');
  expect(speakNode(web, { holds: 0, groups: ['front'], problems: 1 })).toBe(
    'web, Root, contained in vm, 1 relationship, in front, 1 problem',
  );
});

test('a place means nothing in another container; what was found free is kept', () => {
  const known = new KnownPlaces();
  const layout = { places: { web: { x: 900, y: 400 } }, notes: {} };
  expect(known.isBlank(design, { places: {}, notes: {} })).toBe(true);
  expect(known.placeOf('web', 'vm', layout)).toEqual({ x: 900, y: 400 });
  expect(known.placeOf('web', null, layout)).toBe(null);
  known.keep(new Map([['db', { x: 1, y: 2 }]]), () => null);
  expect(known.placeOf('db', null, layout)).toEqual({ x: 1, y: 2 });
  expect(known.placeOf('db', 'vm', layout)).toBe(null);
  expect(known.isBlank(design, { places: {}, notes: {} })).toBe(false);
});
