import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { UpdateOptions } from '../../api/update-contract.ts';
import { UpdateBench } from './testing/update-bench.ts';

let bench: UpdateBench;
beforeAll(async () => {
  bench = await UpdateBench.start();
});
afterAll(() => bench.stop());
beforeEach(() => {
  bench.fails = [];
  bench.drifts = [];
});

const run = 'sample.tasks.run';
const lifecycle = 'cloudify.interfaces.lifecycle';
const linked = `source_interfaces: {cloudify.interfaces.relationship_lifecycle: {establish: ${run}, unlink: ${run}}}`;

/** A program that uses a database; a host that holds it. */
const base = `
description: a shop
inputs: {port: {default: 80}}
node_types:
  app:
    derived_from: cloudify.nodes.Root
    properties: {port: {default: 0}}
    interfaces:
      ${lifecycle}: {create: {implementation: ${run}, inputs: {port: {default: {get_property: [SELF, port]}}}}, start: ${run}, stop: ${run}, delete: ${run}}
  other: {derived_from: app}
relationships:
  uses: {derived_from: cloudify.relationships.connected_to, ${linked}}
  in: {derived_from: cloudify.relationships.contained_in, ${linked}}
node_templates:
  host: {type: app}
  db: {type: app, interfaces: {}}
  web:
    type: app
    properties: {port: {get_input: port}}
    instances: {deploy: 1}
    interfaces: {}
    relationships: [{type: in, target: host}, {type: uses, target: db}]
outputs: {url: {value: {get_property: [web, port]}}}
`;

const made = (node: string) => [`${node} create`, `${node} start`];
const gone = (node: string) => [`${node} stop`, `${node} delete`];
const webAnew = [
  'web stop',
  'web unlink db',
  'web unlink host',
  'web delete',
  ...made('web'),
  'web establish host',
  'web establish db',
];
const webOps = (operations: string) =>
  [
    '    interfaces: {}\n    relationships',
    `    interfaces: {${lifecycle}: {${operations}}}\n    relationships`,
  ] as const;

type Edit = readonly [from: string, to: string];

interface Case {
  name: string;
  /** What both texts have beside the base. */
  both?: Edit[];
  edits?: Edit[];
  inputs?: Record<string, number>;
  options?: UpdateOptions;
  drifts?: string[];
  /** Operations that an undisturbed run is told to have before it begins. Absent: those that run. */
  previewed?: string[];
  /** Operations under the old model, and under the new one. */
  old?: string[];
  now?: string[];
  states?: Record<string, string[]>;
}

const up = ['started'];
const all = { host: up, db: up, web: up };
const newNode: Edit = [
  '  host: {type: app}',
  '  host: {type: app}\n  log: {type: app, relationships: [{type: in, target: host}]}',
];
const toLog: Edit = ['{type: uses, target: db}]', '{type: uses, target: db}, {type: uses, target: log}]'];
const noDb: Edit[] = [
  ['  db: {type: app, interfaces: {}}\n', ''],
  [', {type: uses, target: db}]', ']'],
];

const cases: Case[] = [
  {
    name: 'of description, outputs and workflows runs nothing',
    edits: [
      ['a shop', 'the shop'],
      ['outputs: {', 'workflows: {tune: sample.tasks.run}\noutputs: {more: {value: 1}, '],
    ],
    states: all,
  },
  { name: 'of nothing runs nothing', states: all },
  {
    name: 'that adds a node',
    edits: [newNode, toLog],
    now: [...made('log'), 'log establish host', 'web establish log'],
    states: { ...all, log: up },
  },
  {
    name: 'that adds a node without installing it',
    edits: [newNode, toLog],
    options: { skipInstall: true },
    states: { ...all, log: ['uninitialized'] },
  },
  { name: 'that removes a node', edits: noDb, old: ['web unlink db', ...gone('db')], states: { host: up, web: up } },
  {
    name: 'that removes a node without uninstalling it',
    edits: noDb,
    options: { skipUninstall: true },
    states: { host: up, web: up },
  },
  {
    name: 'that adds a relationship',
    both: [newNode],
    edits: [toLog],
    now: ['web establish log'],
    states: { ...all, log: up },
  },
  {
    name: 'that removes a relationship',
    edits: [[', {type: uses, target: db}]', ']']],
    old: ['web unlink db'],
    states: all,
  },
  {
    name: 'of a property without operations for that',
    edits: [['{get_input: port}}', '81}']],
    now: webAnew,
    states: all,
  },
  {
    name: 'of a property with an update operation',
    both: [webOps(`update: ${run}`)],
    edits: [['{get_input: port}}', '81}']],
    now: ['web update'],
    states: all,
  },
  {
    name: 'of a property that the instance says does not matter',
    both: [webOps(`update: ${run}, check_drift: ${run}`)],
    edits: [['{get_input: port}}', '81}']],
    now: ['web check_drift'],
    states: all,
  },
  {
    name: 'of a property that the instance says matters',
    both: [webOps(`update: ${run}, check_drift: ${run}`)],
    edits: [['{get_input: port}}', '81}']],
    drifts: ['web check_drift'],
    previewed: ['web check_drift'],
    now: ['web check_drift', 'web update'],
    states: all,
  },
  {
    name: 'of a property that the instance says matters and cannot take',
    both: [webOps(`check_drift: ${run}`)],
    edits: [['{get_input: port}}', '81}']],
    drifts: ['web check_drift'],
    previewed: ['web check_drift'],
    now: ['web check_drift', ...webAnew],
    states: all,
  },
  {
    name: 'of a property that is not to be acted upon',
    edits: [['{get_input: port}}', '81}']],
    options: { skipReinstall: true },
    states: all,
  },
  {
    name: 'of an operation',
    edits: [webOps(`start: {implementation: ${run}, inputs: {how: fast}}`)],
    now: webAnew,
    states: all,
  },
  { name: 'of an input', inputs: { port: 8080 }, now: webAnew, states: all },
  {
    name: 'of a type',
    edits: [['  db: {type: app,', '  db: {type: other,']],
    old: ['web unlink db', ...gone('db')],
    now: [...made('db'), 'web establish db'],
    states: all,
  },
  {
    name: 'of containment',
    edits: [['[{type: in, target: host}, {type: uses, target: db}]', '[{type: in, target: db}]']],
    old: ['web stop', 'web unlink db', 'web unlink host', 'web delete'],
    now: [...made('web'), 'web establish db'],
    states: all,
  },
  {
    name: 'to more instances',
    edits: [['deploy: 1', 'deploy: 2']],
    now: [...made('web'), 'web establish host', 'web establish db'],
    states: { ...all, web: [...up, ...up] },
  },
  {
    name: 'to fewer instances',
    both: [['deploy: 1', 'deploy: 2']],
    edits: [['deploy: 2', 'deploy: 1']],
    old: ['web stop', 'web unlink db', 'web unlink host', 'web delete'],
    states: all,
  },
];

function edited(text: string, edits: readonly Edit[] = []): string {
  return edits.reduce((result, [from, to]) => {
    expect(result).toContain(from);
    return result.replace(from, to);
  }, text);
}

describe('an update', () => {
  it.each(cases)(
    '$name',
    async ({ both, edits, inputs = {}, options = {}, drifts = [], old = [], now = [], previewed, states }) => {
      const before = edited(base, both);
      const { id, name } = await bench.deploy(before);
      const { versionId } = await bench.upload(name, edited(before, edits));
      const first = await bench.moment(id);
      bench.drifts = drifts;
      const planned = await bench.plan({ deploymentId: id, versionId, inputs });
      expect(await bench.moment(id)).toEqual(first);
      const preview = await bench.preview(planned.id, options);
      expect(labels(preview.operations)).toEqual((previewed ?? [...old, ...now]).toSorted());
      expect(preview.steps).toEqual(planned.steps);
      const execution = await bench.untilEnded(await bench.start({ id: planned.id, previewId: preview.id }));
      expect(execution).toMatchObject({ status: 'terminated', error: null });
      const last = await bench.moment(id);
      expect(last).toMatchObject({ versionId, inputs: { port: 80, ...inputs } });
      const under = (of: typeof first) => bench.ran.filter(({ moment }) => moment.versionId === of.versionId);
      expect(
        under(first)
          .map(({ label }) => label)
          .toSorted(),
      ).toEqual(old.toSorted());
      expect(
        under(last)
          .map(({ label }) => label)
          .toSorted(),
      ).toEqual(now.toSorted());
      for (const { moment } of under(first)) expect(moment).toEqual(first);
      for (const { moment } of under(last)) expect(moment).toEqual(last);
      expect(await bench.states(id)).toEqual(states);
      expect(await bench.get(planned.id)).toMatchObject({ status: 'succeeded', executionId: execution.id });
    },
  );
});

/** Operations as the bench names them, in alphabetical order. */
function labels(
  operations: readonly { node: string; operation: string; relationship: { target: string } | null }[],
): string[] {
  return operations
    .map(({ node, operation, relationship }) => {
      const target =
        relationship === null ? '' : ` ${relationship.target.slice(0, relationship.target.lastIndexOf('_'))}`;
      return `${node} ${operation.split('.').at(-1)}${target}`;
    })
    .toSorted();
}
