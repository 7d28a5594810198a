import { describe, expect, it } from 'vitest';
import type { MadeDeployment, ModelText } from '../testing/planned-update.ts';
import { madeOf, updateTo } from '../testing/planned-update.ts';
import { type PlannedUpdate, planUpdate } from './plan-update.ts';

const lifecycle = 'cloudify.interfaces.lifecycle';

/** A server with a program on it that uses a database. */
const base = `
description: a shop
inputs:
  port: {default: 80}
node_types:
  app:
    derived_from: cloudify.nodes.Root
    properties: {port: {default: 0}, name: {default: shop}}
  other: {derived_from: app}
node_templates:
  vm: {type: cloudify.nodes.Compute}
  db:
    type: app
    interfaces: {${lifecycle}: {create: p.make}}
  web:
    type: app
    properties: {port: {get_input: port}}
    instances: {deploy: 1}
    interfaces: {${lifecycle}: {create: p.make, start: p.begin}}
    relationships:
      - {type: cloudify.relationships.contained_in, target: vm}
      - {type: cloudify.relationships.connected_to, target: db}
outputs:
  url: {value: {get_property: [web, port]}}
`;

/** The base with a part of its text replaced; the part must be there. */
function edited(...edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, base);
}

/** The base with another number of programs. */
const sized = (count: number) => edited(['deploy: 1', `deploy: ${count}`]);

async function plan(
  after: ModelText,
  before: ModelText = { text: base },
): Promise<PlannedUpdate & { made: MadeDeployment }> {
  const made = await madeOf(before);
  const { update, problems } = await updateTo(made, after);
  expect(problems).toEqual([]);
  if (update === null) throw new Error('no update');
  return { ...update, made };
}

/** What an update comes to, in short: steps as `action type id`, and nodes of instances. */
function shown({ steps, added, removed, related, made }: PlannedUpdate & { made: MadeDeployment }) {
  const nodes = new Map([...made.instances, ...added].map(({ id, node_id }) => [id, node_id]));
  const nodeOf = (id: string) => nodes.get(id) ?? id;
  return {
    steps: steps.map(({ action, entityType, entityId }) => `${action} ${entityType} ${entityId}`),
    added: added.map(({ node_id, relationships }) => [node_id, ...relationships.map((to) => to.target_name)].join(' ')),
    removed: removed.map(nodeOf),
    related: related.map(({ id, relationships }) =>
      [nodeOf(id), ...relationships.map((to) => to.target_name)].join(' '),
    ),
  };
}

const nothing = { steps: [], added: [], removed: [], related: [] };
const toDb = '      - {type: cloudify.relationships.connected_to, target: db}\n';
const onVm = '      - {type: cloudify.relationships.contained_in, target: vm}\n';
const newNode = `  cache:
    type: app
    relationships: [{type: cloudify.relationships.contained_in, target: vm}]
  vm: {type: cloudify.nodes.Compute}
`;

describe('an update', () => {
  const cases: { name: string; to: ModelText; comesTo: Partial<typeof nothing> | Record<string, string[]> }[] = [
    { name: 'of nothing', to: { text: base }, comesTo: {} },
    {
      name: 'of the description',
      to: { text: edited(['a shop', 'the shop']) },
      comesTo: { steps: ['modify description description'] },
    },
    {
      name: 'of an output',
      to: { text: edited(['[web, port]', '[web, name]']) },
      comesTo: { steps: ['modify output outputs:url'] },
    },
    {
      name: 'of workflows, groups and labels',
      to: {
        text: `${base}workflows: {tune: p.tune}\ngroups: {g: {members: [web]}}\nlabels: {kind: {values: [shop]}}\n`,
      },
      comesTo: {
        steps: [
          'add workflow workflows:tune',
          'add label labels:kind',
          'add group groups:g',
          'add plugin workflow_plugins_to_install:p',
        ],
      },
    },
    {
      name: 'of an input that a property reads',
      to: { text: base, inputs: { port: 8080 } },
      comesTo: {
        steps: ['modify property nodes:web:properties:port', 'modify input inputs:port', 'modify output outputs:url'],
      },
    },
    {
      name: 'of a property',
      to: { text: edited(['{port: {get_input: port}}', '{port: {get_input: port}, name: stall}']) },
      comesTo: { steps: ['modify property nodes:web:properties:name'] },
    },
    {
      name: 'of an operation',
      to: { text: edited(['start: p.begin', 'start: p.start, stop: p.end']) },
      comesTo: {
        steps: [
          `modify operation nodes:web:operations:${lifecycle}.start`,
          `modify operation nodes:web:operations:${lifecycle}.stop`,
        ],
      },
    },
    {
      name: 'that adds a node to a container',
      to: { text: edited(['  vm: {type: cloudify.nodes.Compute}\n', newNode]) },
      comesTo: { steps: ['add node nodes:cache'], added: ['cache vm'] },
    },
    {
      name: 'that adds nodes, those that are needed first',
      to: {
        text: edited([
          '  vm: {type: cloudify.nodes.Compute}\n',
          `${newNode.replace('target: vm', 'target: box')}  box: {type: cloudify.nodes.Compute}\n`,
        ]),
      },
      comesTo: { steps: ['add node nodes:box', 'add node nodes:cache'], added: ['box', 'cache box'] },
    },
    {
      name: 'that removes a node and the way to it',
      to: {
        text: edited([`  db:\n    type: app\n    interfaces: {${lifecycle}: {create: p.make}}\n`, ''], [toDb, '']),
      },
      comesTo: {
        steps: ['remove relationship nodes:web:relationships:[1]', 'remove node nodes:db'],
        removed: ['db'],
        related: ['web vm'],
      },
    },
    {
      name: 'that removes a container with its content',
      to: {
        text: edited(
          ['  vm: {type: cloudify.nodes.Compute}\n', ''],
          [/* web goes too */ base.slice(base.indexOf('  web:'), base.indexOf('outputs:')), ''],
          ['{get_property: [web, port]}', '1'],
        ),
      },
      comesTo: {
        steps: ['remove node nodes:vm', 'remove node nodes:web', 'modify output outputs:url'],
        removed: ['vm', 'web'],
      },
    },
    {
      name: 'that adds a relationship between nodes that stay',
      to: {
        text: edited(
          [toDb, `${toDb}      - {type: cloudify.relationships.depends_on, target: vm2}\n`],
          ['  vm: {', '  vm2: {type: cloudify.nodes.Compute}\n  vm: {'],
        ),
      },
      comesTo: {
        steps: ['add node nodes:vm2', 'add relationship nodes:web:relationships:[2]'],
        added: ['vm2'],
        related: ['web vm db vm2'],
      },
    },
    {
      name: 'that removes a relationship between nodes that stay',
      to: { text: edited([toDb, '']) },
      comesTo: { steps: ['remove relationship nodes:web:relationships:[1]'], related: ['web vm'] },
    },
    {
      name: 'that changes the order of relationships',
      to: { text: edited([`${onVm}${toDb}`, `${toDb}${onVm}`]) },
      comesTo: {
        steps: [
          'modify relationship nodes:web:relationships:[1]:[0]',
          'modify relationship nodes:web:relationships:[0]:[1]',
        ],
        related: ['web db vm'],
      },
    },
    {
      name: 'that changes the type of a relationship',
      to: { text: edited([toDb, toDb.replace('connected_to', 'depends_on')]) },
      comesTo: {
        steps: ['remove relationship nodes:web:relationships:[1]', 'add relationship nodes:web:relationships:[1]'],
        related: ['web vm db'],
      },
    },
    {
      name: "that changes a relationship's operations and properties",
      to: {
        text: edited([
          '{type: cloudify.relationships.connected_to, target: db}',
          '{type: cloudify.relationships.connected_to, target: db, properties: {connection_type: all_to_one}, source_interfaces: {cloudify.interfaces.relationship_lifecycle: {establish: p.tie}}}',
        ]),
      },
      comesTo: {
        steps: [
          'modify operation nodes:web:relationships:[1]:source_operations:cloudify.interfaces.relationship_lifecycle.establish',
          'modify property nodes:web:relationships:[1]:properties:connection_type',
        ],
      },
    },
    {
      name: 'that changes a type',
      to: { text: edited(['  db:\n    type: app', '  db:\n    type: other']) },
      comesTo: {
        steps: ['remove node nodes:db', 'add node nodes:db'],
        added: ['db'],
        removed: ['db'],
        related: ['web vm db'],
      },
    },
    {
      name: 'that changes containment',
      to: {
        text: edited(
          [onVm, onVm.replace('target: vm', 'target: box')],
          ['  vm: {', '  box: {type: cloudify.nodes.Compute}\n  vm: {'],
        ),
      },
      comesTo: {
        steps: ['remove node nodes:web', 'add node nodes:box', 'add node nodes:web'],
        added: ['box', 'web box db'],
        removed: ['web'],
      },
    },
    {
      name: 'that takes a container away from under a node',
      to: { text: edited([onVm, '']) },
      comesTo: {
        steps: ['remove node nodes:web', 'add node nodes:web'],
        added: ['web db'],
        removed: ['web'],
      },
    },
    {
      name: 'to more instances',
      to: { text: sized(3) },
      comesTo: {
        steps: ['modify instances nodes:web:instances'],
        added: ['web vm db', 'web vm db'],
      },
    },
  ];

  it.each(cases)('$name', async ({ to, comesTo }) => {
    expect(shown(await plan(to))).toEqual({ ...nothing, ...comesTo });
  });

  it('to fewer instances takes the first ones, and what leads to them', async () => {
    const many = `${base.replace('target: db}', 'target: db}\n  log: {type: app, relationships: [{type: cloudify.relationships.connected_to, target: web}]}')}`;
    const { removed, related, made } = await plan({ text: many }, { text: many.replace('deploy: 1', 'deploy: 3') });
    const webs = made.instances.filter(({ node_id }) => node_id === 'web').map(({ id }) => id);
    expect(removed).toEqual(webs.slice(0, 2));
    expect(related.map(({ relationships }) => relationships.map(({ target_id }) => target_id))).toEqual([[webs[2]]]);
  });

  it('keeps the number that scaling has made, unless the blueprint asks for another one', async () => {
    const made = await madeOf({ text: sized(3) });
    // As a scale from 1 leaves it.
    for (const { name, capabilities } of made.plan.nodes) {
      if (name === 'web') capabilities.scalable.properties.default_instances = 1;
    }
    const same = await updateTo(made, { text: edited(['a shop', 'the shop']) });
    expect(same.update?.removed).toEqual([]);
    const numbersOf = (update: PlannedUpdate | null) =>
      update?.plan.nodes.find(({ name }) => name === 'web')?.capabilities.scalable.properties;
    expect(numbersOf(same.update)).toMatchObject({ default_instances: 1, current_instances: 3, planned_instances: 3 });
    const other = await updateTo(made, { text: sized(2) });
    expect(other.update?.removed).toHaveLength(1);
    expect(numbersOf(other.update)).toMatchObject({ default_instances: 2, current_instances: 2, planned_instances: 2 });
  });

  it('replaces what a new scaling group puts elsewhere', async () => {
    const group = `${base}groups: {g: {members: [db]}}\npolicies: {p: {type: cloudify.policies.scaling, targets: [g]}}\n`;
    const found = shown(await plan({ text: group }));
    expect(found).toMatchObject({ added: ['db'], removed: ['db'], related: ['web vm db'] });
    expect(found.steps).toEqual(
      expect.arrayContaining(['remove node nodes:db', 'add node nodes:db', 'add scaling_group scaling_groups:g']),
    );
  });

  it('says what is wrong with it', async () => {
    const made = await madeOf({ text: base });
    expect(await updateTo(made, { text: sized(5) })).toMatchObject({ problems: [] });
    const { plan: after } = await madeOf({ text: base });
    const wrong = {
      ...after,
      nodes: after.nodes.map((node) => ({
        ...node,
        relationships: node.relationships.map((one) => ({ ...one, properties: {} })),
      })),
    };
    const result = planUpdate(
      { before: made.plan, after: wrong, instances: made.instances },
      { uuid: () => '', suffix: () => 'x' },
    );
    expect(result.update).toBeNull();
    expect(result.problems[0]?.message).toContain('connection_type');
  });
});
