import { describe, expect, it } from 'vitest';
import { codesOf, compileText, problemsOf } from '../testing/virtual-blueprint.ts';

/** A blueprint of nodes (`a`, or `a < b` for a contained in b), groups and the groups that are scaled. */
function blueprint(nodes: string, groups: Record<string, string>, scaled = Object.keys(groups)): string {
  const templates = nodes.split(', ').map((node) => {
    const [name, container] = node.split(' < ');
    const inside = `relationships: [{type: cloudify.relationships.contained_in, target: ${container}}]`;
    return `  ${name}: {type: cloudify.nodes.Root${container === undefined ? '' : `, ${inside}`}}`;
  });
  const written = Object.entries(groups).map(([name, members]) => `  ${name}: {members: [${members}]}`);
  return `
node_templates:
${templates.join('\n')}
groups:
${written.join('\n')}
policies: {scale: {type: cloudify.policies.scaling, targets: [${scaled.join(', ')}]}}`;
}

type Groups = [nodes: string, groups: Record<string, string>];

const once = {
  min_instances: 0,
  max_instances: -1,
  default_instances: 1,
  current_instances: 1,
  planned_instances: 1,
};

async function membersOf(text: string): Promise<Record<string, string[]>> {
  const compiled = await compileText(text);
  expect(problemsOf(compiled)).toEqual([]);
  return Object.fromEntries(
    Object.entries(compiled.plan?.scaling_groups ?? {}).map(([name, group]) => [name, group.members]),
  );
}

describe('scaling policies', () => {
  const text = (policies: string) => `
inputs: {n: {default: 2}}
node_templates: {a: {type: cloudify.nodes.Root}, b: {type: cloudify.nodes.Root}}
groups: {g: {members: [a]}, h: {members: [b]}}
policies: ${policies}`;
  const scaling = 'type: cloudify.policies.scaling';

  it('make scaling groups of their targets, with numbers of instances', async () => {
    const compiled = await compileText(
      text(`{p: {${scaling}, targets: [g, h], properties: {default_instances: 3, max_instances: UNBOUNDED}}}`),
    );
    expect(problemsOf(compiled)).toEqual([]);
    const properties = { ...once, default_instances: 3, current_instances: 3, planned_instances: 3 };
    expect(compiled.plan?.scaling_groups).toEqual({
      g: { members: ['a'], properties },
      h: { members: ['b'], properties },
    });
    expect(compiled.plan?.policies).toEqual({
      p: { type: 'cloudify.policies.scaling', targets: ['g', 'h'], properties },
    });
  });

  it('have defaults; the last one for a group counts', async () => {
    const compiled = await compileText(
      text(`{p: {${scaling}, targets: [g], properties: {default_instances: 3}}, q: {${scaling}, targets: [g]}}`),
    );
    expect(compiled.plan?.scaling_groups).toEqual({ g: { members: ['a'], properties: once } });
  });

  it('may have functions for numbers', async () => {
    const compiled = await compileText(
      text(`{p: {${scaling}, targets: [g], properties: {default_instances: {get_input: n}, max_instances: 1}}}`),
    );
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan?.scaling_groups['g']?.properties.current_instances).toEqual({ get_input: 'n' });
  });

  it.each([
    ['{p: {targets: [g]}}', 'DSL0001'],
    [`{p: {${scaling}}}`, 'DSL0001'],
    [`{p: {${scaling}, targets: g}}`, 'DSL0001'],
    [`{p: {${scaling}, targets: [5]}}`, 'DSL0001'],
    [`{p: {${scaling}, targets: [g], property: {}}}`, 'DSL0001'],
    [`{p: {${scaling}, targets: [g], properties: {instances: 1}}}`, 'DSL0001'],
    ['{p: {type: cloudify.policies.other, targets: [g]}}', 'DSL0204'],
    [`{p: {${scaling}, targets: [a]}}`, 'DSL0205'],
    [`{p: {${scaling}, targets: [i]}}`, 'DSL0205'],
    [`{p: {${scaling}, targets: []}}`, 'DSL0206'],
    [`{p: {${scaling}, targets: [g], properties: {default_instances: -1}}}`, 'DSL0207'],
    [`{p: {${scaling}, targets: [g], properties: {max_instances: 0}}}`, 'DSL0207'],
    [`{p: {${scaling}, targets: [g], properties: {max_instances: -2}}}`, 'DSL0207'],
    [`{p: {${scaling}, targets: [g], properties: {min_instances: 2}}}`, 'DSL0207'],
    [`{p: {${scaling}, targets: [g], properties: {max_instances: many}}}`, 'DSL0208'],
    [`{p: {${scaling}, targets: [g], properties: {min_instances: UNBOUNDED}}}`, 'DSL0001'],
    [`{p: {${scaling}, targets: [g], properties: {default_instances: 1.5}}}`, 'DSL0001'],
    [`{p: {${scaling}, targets: [g], properties: {max_instances: {a: 1}}}}`, 'DSL0210'],
    [`{p: {${scaling}, targets: [g], properties: {default_instances: {}}}}`, 'DSL0210'],
  ])('%s', async (policies, code) => {
    const codes = codesOf(await compileText(text(policies)));
    expect(codes[0]).toBe(code);
  });

  it('name the nearest group', async () => {
    const compiled = await compileText(
      '\nnode_templates: {a: {type: cloudify.nodes.Root}}\ngroups: {machines: {members: [a]}}\npolicies: {p: {type: cloudify.policies.scaling, targets: [machine]}}',
    );
    expect(compiled.diagnostics[0]).toMatchObject({ code: 'DSL0205', hint: 'Did you mean "machines"?' });
  });
});

describe('scaling groups', () => {
  it('have each member once, in the order of writing; other groups are none', async () => {
    expect(await membersOf(blueprint('a, b', { g: 'b, a, b', h: 'a' }, ['g']))).toEqual({ g: ['b', 'a'] });
  });

  it.each<[string, Groups, Record<string, string[]>]>([
    ['a member contained in another', ['a, b < a', { g: 'a, b' }], { g: ['a'] }],
    ['one contained through others', ['a, b < a, c < b', { g: 'a, c' }], { g: ['a'] }],
    ['two contained in something else', ['a, b < a, c < a', { g: 'b, c' }], { g: ['b', 'c'] }],
    ['the group of a contained member', ['a, b < a', { g: 'h, a', h: 'b' }], { g: ['a'], h: ['b'] }],
    ['the outer of its groups', ['a, b < a', { g: 'h, a', h: 'i', i: 'b' }], { g: ['a'], h: ['i'], i: ['b'] }],
    ['a member inside a group of a group', ['a, b < a', { g: 'h', h: 'b, a' }], { g: ['h'], h: ['a'] }],
    ['nothing of separate groups', ['a, b < a', { g: 'a', h: 'b' }], { g: ['a'], h: ['b'] }],
    ['all below the container of a group', ['a, b < a, c < b', { g: 'a, h', h: 'b, c' }], { g: ['a'], h: ['b'] }],
  ])('leave out %s', async (_what, [nodes, groups], members) => {
    expect(await membersOf(blueprint(nodes, groups))).toEqual(members);
  });

  it('leave the groups of the plan as they are written', async () => {
    const compiled = await compileText(blueprint('a, b < a', { g: 'a, b' }));
    expect(compiled.plan?.groups).toEqual({ g: { members: ['a', 'b'], policies: {} } });
  });

  it.each<[string, Groups, string]>([
    ['a group that is its own member', ['a', { g: 'g, a' }], 'DSL0200'],
    ['groups in a circle', ['a', { g: 'h, a', h: 'g' }], 'DSL0200'],
    ['a longer circle', ['a', { g: 'h, a', h: 'i', i: 'j', j: 'g' }], 'DSL0200'],
    ['a node in two groups', ['a', { g: 'a', h: 'a' }], 'DSL0201'],
    ['a group in two groups', ['a', { g: 'a', h: 'g', i: 'g' }], 'DSL0201'],
    ['one inside, one outside', ['a, b < a, c', { g: 'b, c' }], 'DSL0202'],
    ['both in different nodes', ['a, b < a, c, d < c', { g: 'b, d' }], 'DSL0202'],
    ['one container without the other', ['a, b < a, c, d < c', { g: 'a, b, d' }], 'DSL0202'],
    ['the same through groups', ['a, b < a, c', { g: 'h, c', h: 'b' }], 'DSL0202'],
    ['the direct container but not the outermost', ['a, b < a, c < b, d', { g: 'b, c, d' }], 'DSL0202'],
  ])('refuse %s', async (_what, [nodes, groups], code) => {
    const compiled = await compileText(blueprint(nodes, groups));
    expect(codesOf(compiled)).toEqual([code]);
    expect(compiled.plan).toBeNull();
  });

  it.each<[string, string, Record<string, string>]>([
    ['neither is contained', 'a, b', { g: 'a, b' }],
    ['both are in one node', 'a, b < a, c < a', { g: 'b, c' }],
    ['both are in one outer node', 'a, b < a, c < a, d < b, e < c', { g: 'd, e' }],
    ['the container is a member too', 'a, b < a, c', { g: 'a, b, c' }],
    ['both containers are members too', 'a, b < a, c, d < c', { g: 'a, b, c, d' }],
    ['the container is a member of the outer group', 'a, b < a, c', { g: 'h, a', h: 'b, c' }],
    ['they are in no common group', 'a, b < a, c', { g: 'b', h: 'c' }],
  ])('allow members where %s', async (_what, nodes, groups) => {
    expect(problemsOf(await compileText(blueprint(nodes, { ...groups, other: 'a' }, Object.keys(groups))))).toEqual([]);
  });

  it('warn of groups inside that nothing scales', async () => {
    const compiled = await compileText(blueprint('a, b', { g: 'a, h', h: 'b' }, ['g']));
    expect(compiled.plan?.scaling_groups['g']?.members).toEqual(['a', 'h']);
    expect(compiled.diagnostics).toMatchObject([{ severity: 'warning', code: 'DSL9036' }]);
  });

  it('cope with very many members and very deep containment', async () => {
    const names = Array.from({ length: 2000 }, (_, index) => `n${index}`);
    const chain = names.map((name, index) => (index === 0 ? name : `${name} < n${index - 1}`)).join(', ');
    expect(await membersOf(blueprint(chain, { g: names.join(', ') }))).toEqual({ g: ['n0'] });
    const own = names.map((name): [string, string] => [`g${name}`, name]);
    const outer = own.map(([group]) => group).join(', ');
    const members = await membersOf(blueprint(chain, { g: outer, ...Object.fromEntries(own) }));
    expect(members['g']).toEqual(['gn0']);
    expect(members['gn1999']).toEqual(['n1999']);
  });

  it('nest a hundred deep and no deeper', async () => {
    const nested = (depth: number) => {
      const groups = Array.from({ length: depth }, (_, index): [string, string] => [`g${index}`, `g${index + 1}`]);
      return blueprint('a', { ...Object.fromEntries(groups), [`g${depth}`]: 'a' });
    };
    expect(problemsOf(await compileText(nested(99)))).toEqual([]);
    for (const depth of [100, 3000]) {
      const compiled = await compileText(nested(depth));
      expect(problemsOf(compiled)).toEqual([expect.stringMatching(/DSL9040.*"g100" is inside 100 others/)]);
    }
  });
});

describe('capabilities of a node template', () => {
  const node = (more: string) => `\nnode_templates: {a: {type: cloudify.nodes.Root, ${more}}}`;

  it.each([
    ['capabilities: {}', 1],
    ['capabilities: {scalable: {}}', 1],
    ['capabilities: {scalable: {properties: {}}}', 1],
    ['capabilities: {scalable: {properties: {default_instances: 2}}}', 2],
    ['capabilities: {scalable: {properties: {default_instances: true}}}', 1],
    ['capabilities:', 1],
    ['instances: {deploy: 4}', 4],
    ['instances: {deploy: 0}', 0],
  ])('%s', async (more, count) => {
    const compiled = await compileText(`\nnode_templates:\n  a:\n    type: cloudify.nodes.Root\n    ${more}`);
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan?.nodes[0]?.capabilities.scalable.properties.current_instances).toBe(count);
  });

  it('need the language version 1_3, whatever is in them', async () => {
    expect(codesOf(await compileText(node('capabilities: {}'), 2))).toEqual(['DSL0102']);
  });

  it('exclude the older way of saying it', async () => {
    expect(codesOf(await compileText(node('capabilities: {}, instances: {deploy: 1}')))).toEqual(['DSL0209']);
  });
});
