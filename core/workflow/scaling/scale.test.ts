import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../blueprint/json.ts';
import type { OperationOutcome } from '../../engine/protocol.ts';
import { defaultRunLimits } from '../definition.ts';
import type { WorkflowModel } from '../model.ts';
import { deployedModel } from '../testing/deployed-model.ts';
import { type PerformanceOptions, performWorkflow, type WorkflowPerformance } from '../testing/perform.ts';
import { scale, scaleEntity } from './scale.ts';

const failure: OperationOutcome = {
  status: 'failed',
  error: { type: 'Error', message: 'boom' },
  recoverable: false,
};

const web = { web: { count: 2, to: ['db'] }, db: {} };

/** Two copies of a host with a program on it, and what is connected to the programs. */
const stack = { host: { isHost: true }, app: { in: 'host', count: 2 }, lb: { to: ['app'] } };
const grouped = deployedModel(stack, { groups: { stacks: { members: ['host'], count: 2 } } });

function run(model: WorkflowModel, parameters: JsonObject, options: PerformanceOptions = {}) {
  return performWorkflow(scaleEntity, model, { ...options, parameters });
}

/** Operations in the order in which they began: instance, operation, target. */
function operationsOf({ runs }: WorkflowPerformance): string[] {
  return runs.flatMap(({ marks }) =>
    marks.filter(({ moment }) => moment === 'began').map(({ task }) => labelOf(task.instance, task)),
  );
}

function labelOf(instance: string, task: { operation: string; relationship?: { target: string } }): string {
  const operation = task.operation.split('.').at(-1);
  return `${instance} ${operation}${task.relationship === undefined ? '' : ` ${task.relationship.target}`}`;
}

/** Instances whose operations ran, in the order of the first. */
const instancesOf = (done: WorkflowPerformance) => [...new Set(operationsOf(done).map((text) => text.split(' ')[0]))];

const idsOf = (model: WorkflowModel, node?: string) =>
  model.instances.filter(({ nodeName }) => node === undefined || nodeName === node).map(({ id }) => id);

const countsOf = (model: WorkflowModel) =>
  Object.fromEntries(
    Array.from(
      Map.groupBy(model.instances, (one) => one.nodeName),
      ([name, all]) => [name, all.length],
    ),
  );

const textsOf = ({ says }: WorkflowPerformance) =>
  says.map(({ text }) => text.replace(/modification_id=[^\]]+/, 'modification_id=ID'));

function numbersOf(model: WorkflowModel, name: string): [current: number, planned: number] {
  const numbers = model.scalingGroups[name]?.properties ?? model.nodes.get(name)!.capabilities.scalable.properties;
  return [numbers.current_instances, numbers.planned_instances];
}

describe('scaling out', () => {
  it('installs new instances and connects what is there to them', async () => {
    const model = deployedModel(web);
    const done = await run(model, { scalable_entity_name: 'db', delta: 1 });
    const [, added] = idsOf(done.model, 'db');
    const webs = idsOf(model, 'web');
    expect(operationsOf(done)).toEqual([
      ...[`${added} create`, `${added} start`],
      ...webs.map((id) => `${id} establish ${added}`),
    ]);
    expect(done.model.instances.every(({ state }) => state === 'started')).toBe(true);
    expect(done.model.modification).toBeNull();
    expect(numbersOf(done.model, 'db')).toEqual([2, 2]);
    expect(done.graphs.map(({ name }) => name)).toEqual(['db_install']);
    expect(textsOf(done)).toEqual(['Deployment modification started. [modification_id=ID]']);
  });

  it('puts new relationships after those to the same node', async () => {
    const model = deployedModel({ a: { to: ['x', 'y'] }, x: {}, y: {} });
    const done = await run(model, { scalable_entity_name: 'x' });
    const [source] = done.model.instances;
    expect(source?.relationships.map((one) => one.target_name)).toEqual(['x', 'x', 'y']);
  });

  it('takes what is contained along', async () => {
    const model = deployedModel(stack);
    const done = await run(model, { scalable_entity_name: 'host', delta: '2' });
    expect(countsOf(done.model)).toEqual({ app: 6, host: 3, lb: 1 });
    expect(numbersOf(done.model, 'app')).toEqual([2, 2]);
  });

  it('means each instance of the container when the node is contained', async () => {
    const done = await run(grouped, { scalable_entity_name: 'app', delta: 1 });
    expect(countsOf(done.model)).toEqual({ app: 6, host: 2, lb: 1 });
    expect(numbersOf(done.model, 'app')).toEqual([3, 3]);
  });

  it('adds an instance of a group with all its members', async () => {
    const done = await run(grouped, { scalable_entity_name: 'stacks', delta: 1 });
    expect(countsOf(done.model)).toEqual({ app: 6, host: 3, lb: 1 });
    expect(numbersOf(done.model, 'stacks')).toEqual([3, 3]);
    expect(new Set(done.model.instances.flatMap((one) => one.scalingGroups.map(({ id }) => id))).size).toBe(3);
  });

  it('scales the host of a node when it is asked to', async () => {
    const done = await run(deployedModel(stack), { scalable_entity_name: 'app', delta: 1, scale_compute: true });
    expect(countsOf(done.model)).toEqual({ app: 4, host: 2, lb: 1 });
    const older = await performWorkflow(scale, deployedModel(stack), { parameters: { node_id: 'app' } });
    expect(countsOf(older.model)).toEqual({ app: 4, host: 2, lb: 1 });
    const not = await performWorkflow(scale, deployedModel(stack), {
      parameters: { node_id: 'app', scale_compute: false },
    });
    expect(countsOf(not.model)).toEqual({ app: 3, host: 1, lb: 1 });
    const without = await run(deployedModel(web), { scalable_entity_name: 'db', scale_compute: true });
    expect(countsOf(without.model)).toEqual({ db: 2, web: 2 });
  });
});

describe('scaling in', () => {
  const four = deployedModel({ a: { count: 4 } });
  const [first, second, third, fourth] = idsOf(four);

  it('ends relationships first and removes the oldest when nothing is said', async () => {
    const model = deployedModel({ web: { to: ['db'] }, db: { count: 2 } });
    const [gone, stays] = idsOf(model, 'db');
    const done = await run(model, { scalable_entity_name: 'db', delta: -1 });
    expect(operationsOf(done)).toEqual([`${idsOf(model, 'web')} unlink ${gone}`, `${gone} stop`, `${gone} delete`]);
    expect(idsOf(done.model, 'db')).toEqual([stays]);
    expect(done.model.instances.at(-1)?.relationships.map((one) => one.target_id)).toEqual([stays]);
    expect(numbersOf(done.model, 'db')).toEqual([1, 1]);
    expect(done.graphs.map(({ name }) => name)).toEqual(['db_uninstall']);
  });

  it.each([
    [{ include_instances: [third] }, -1, [first, second, fourth]],
    [{ include_instances: third }, -2, [second, fourth]],
    [{ include_instances: [third, fourth] }, -1, [first, second, fourth]],
    [{ exclude_instances: [first, second] }, -2, [first, second]],
    [{ include_instances: [fourth], exclude_instances: [first] }, -2, [first, third]],
    [{ include_instances: null, exclude_instances: [] }, -4, []],
  ])('keeps to %j with a delta of %i', async (hints, delta, left) => {
    const done = await run(four, { scalable_entity_name: 'a', delta, ...(hints as JsonObject) });
    expect(idsOf(done.model)).toEqual(left);
    expect(numbersOf(done.model, 'a')).toEqual([4 + delta, 4 + delta]);
  });

  it('says when it leaves instances without the one that they are connected to', async () => {
    const model = deployedModel({ web: { to: ['db'] }, db: { count: 2 } }, { connection: 'all_to_one' });
    const [connected, other] = idsOf(model, 'db');
    const remove = (id: string) => ({ scalable_entity_name: 'db', delta: -1, include_instances: [id] });
    expect(textsOf(await run(model, remove(connected!)))).toContain(
      'The instance of "db" that the instances of "web" are connected to is removed, and they are connected to no other one. To keep it, name it in "exclude_instances".',
    );
    expect(textsOf(await run(model, remove(other!)))).toHaveLength(1);
  });

  it('finds the instance of a group by a member or by its own id', async () => {
    const [, host] = idsOf(grouped, 'host');
    const group = grouped.instances.find(({ id }) => id === host)!.scalingGroups[0]!.id;
    for (const hint of [host!, group]) {
      const done = await run(grouped, { scalable_entity_name: 'stacks', delta: -1, include_instances: [hint] });
      expect(countsOf(done.model)).toEqual({ app: 2, host: 1, lb: 1 });
      expect(idsOf(done.model)).not.toContain(host);
    }
  });

  it('tells all that is wrong with the hints at once', async () => {
    const hints = { include_instances: [first!, 'x'], exclude_instances: [first!, second!, third!, 'y'] };
    const parameters = { scalable_entity_name: 'a', delta: -1, scale_compute: true, ...hints };
    await expect(run(four, parameters)).rejects.toThrow(
      [
        'The following included instances do not exist: x.',
        'The following excluded instances do not exist: y.',
        `The following instances are both excluded and included: ${first}.`,
        `More instances are excluded than would be left: 3 would be left, and 4 are excluded: ${first}, ${second}, ${third}, y.`,
        'Instances cannot be included or excluded while "scale_compute" is true. Name instances of the host, and set "scale_compute" to false.',
        `Available instances: ${first}, ${second}, ${third}, ${fourth}.`,
      ].join(' '),
    );
    const [one, two] = idsOf(grouped, 'host');
    const excluded = { scalable_entity_name: 'stacks', delta: -1, exclude_instances: [one!, two!] };
    await expect(run(grouped, excluded)).rejects.toThrow(
      'Instances of too many groups are excluded: 1 instances of the group would be left, and 2 are excluded. Instances of the group and their members:',
    );
  });
});

describe('what is asked', () => {
  const model = deployedModel(web);

  it('does nothing for a delta of 0', async () => {
    const done = await run(model, { scalable_entity_name: 'db', delta: 0 });
    expect([done.status, textsOf(done), done.model === model]).toEqual([
      ...['terminated', ['delta parameter is 0, so no scaling will take place.'], true],
    ]);
  });

  it.each([
    [
      { scalable_entity_name: 'wep' },
      'There is no node or scaling group "wep" that could be scaled. Did you mean "web"?',
    ],
    [{}, 'Give "scalable_entity_name"'],
    [{ scalable_entity_name: 'db', delta: 'two' }, '"delta" is "two", and must be a whole number'],
    [{ scalable_entity_name: 'db', delta: 1.5 }, '"delta" is 1.5, and must be a whole number'],
    [{ scalable_entity_name: 'db', delta: '9'.repeat(30) }, 'must be a whole number'],
    [{ scalable_entity_name: 'db', delta: -2 }, 'The delta -2 is too low: "db" has 1 instances. Give -1 or more.'],
    [{ scalable_entity_name: 'db', delta: 1, include_instances: ['x'] }, 'when scaling out'],
    [
      { scalable_entity_name: 'db', delta: -1, exclude_instances: [3] },
      '"exclude_instances" must be a list of instance ids; it has 3.',
    ],
    [{ scalable_entity_name: 'db', delta: 1_000_000_000 }, 'The node "db" alone would have 1000000001 instances'],
  ])('refuses %j', async (parameters, text) => {
    await expect(run(model, parameters as JsonObject)).rejects.toThrow(text);
  });

  it.each([[' +1 '], [1], ['1']])('takes a delta of %j', async (delta) => {
    expect(countsOf((await run(model, { scalable_entity_name: 'db', delta })).model)).toEqual({ db: 2, web: 2 });
  });

  it('keeps to the limit of instances, but scales in what is larger already', async () => {
    const large = deployedModel({ a: { count: 10_001 } });
    const done = await run(large, { scalable_entity_name: 'a', delta: -1 });
    expect(done.model.instances).toHaveLength(10_000);
    await expect(run(done.model, { scalable_entity_name: 'a' })).rejects.toThrow('more than 10000');
  });

  it('says when the bounds of the numbers are passed, and goes past them', async () => {
    const node = model.nodes.get('db')!;
    const properties = { ...node.capabilities.scalable.properties, min_instances: 1, max_instances: 1 };
    const bounded = { ...node, capabilities: { scalable: { properties } } };
    const with_ = { ...model, nodes: new Map(model.nodes).set('db', bounded) };
    const out = await run(with_, { scalable_entity_name: 'db', delta: 1 });
    expect(textsOf(out)).toContain('"db" is to have 2 instances, more than its max_instances, 1.');
    const none = await run(with_, { scalable_entity_name: 'db', delta: -1 });
    expect(textsOf(none)).toContain('"db" is to have 0 instances, fewer than its min_instances, 1.');
  });
});

describe('a scaling that fails', () => {
  const model = deployedModel(web);
  const failing = (operation: string, ...others: string[]) => ({
    outcome: (task: { operation: string }): OperationOutcome =>
      [operation, ...others].some((end) => task.operation.endsWith(end))
        ? failure
        : { status: 'succeeded', result: null },
  });
  const out = { scalable_entity_name: 'db', delta: 1 };

  it('undoes what is half done and takes the modification back', async () => {
    const done = await run(model, out, failing('lifecycle.start'));
    const [added] = instancesOf(done);
    expect(operationsOf(done)).toEqual([
      ...[`${added} create`, `${added} start`],
      // The relationships of what stays end too, though they had not begun.
      ...idsOf(model, 'web').map((id) => `${id} unlink ${added}`),
      `${added} stop`,
    ]);
    expect(done).toMatchObject({ status: 'failed', error: expect.stringContaining('boom') });
    expect(done.model).toEqual(model);
    expect(textsOf(done).slice(1)).toEqual([
      'Scale out failed, scaling back in.',
      'Rolling back deployment modification. [modification_id=ID]',
    ]);
  });

  it('takes the modification back even when undoing fails, and tells both errors', async () => {
    const done = await run(model, out, failing('lifecycle.start', 'lifecycle.stop'));
    expect(done.error).toContain('Undoing it failed as well:');
    expect(done.model).toEqual(model);
    const ignored = await run(model, { ...out, ignore_failure: true }, failing('lifecycle.start', 'lifecycle.stop'));
    expect(ignored.error).not.toContain('Undoing');
  });

  it('removes all of it in the older dialect', async () => {
    const older = deployedModel(web, { dialect: 'v3' });
    const done = await run(older, out, failing('lifecycle.start'));
    const [added] = instancesOf(done);
    expect(operationsOf(done).slice(-2)).toEqual([`${added} stop`, `${added} delete`]);
    expect(done).toMatchObject({ status: 'failed', model: older });
  });

  it('takes a modification back that removes instances', async () => {
    const done = await run(model, { ...out, delta: -1 }, failing('lifecycle.stop'));
    expect(done).toMatchObject({ status: 'failed', model });
    const ignored = await run(model, { ...out, delta: -1, ignore_failure: true }, failing('lifecycle.stop'));
    expect([ignored.status, countsOf(ignored.model)]).toEqual(['terminated', { web: 2 }]);
  });

  it('leaves it begun when it is not to be taken back, and a later scaling aborts it', async () => {
    const left = await run(model, { ...out, rollback_if_failed: false }, failing('lifecycle.start'));
    expect(left.model.modification).toMatchObject({ planned: { db: 2 }, removed: [] });
    expect(left.says.at(-1)).toEqual({ kind: 'log', level: 'error', text: 'Scale out failed.' });
    expect(numbersOf(left.model, 'db')).toEqual([1, 2]);
    const { id, added } = left.model.modification!;
    await expect(run(left.model, out)).rejects.toThrow(`Another modification of this deployment, ${id}, is not over`);
    const done = await run(left.model, { ...out, delta: 2, abort_started: true }, { execution: 'later' });
    expect(operationsOf(done)).toContain(`${added[0]} stop`);
    expect(operationsOf(done)).toContain(`${added[0]} delete`);
    expect(done.graphs.map(({ name }) => name)).toEqual(['uninstall', 'db_install']);
    expect(idsOf(done.model, 'db').slice(0, 1)).toEqual(idsOf(model, 'db'));
    expect(idsOf(done.model)).not.toContain(added[0]);
    expect(numbersOf(done.model, 'db')).toEqual([3, 3]);
    const refused = run(left.model, { ...out, delta: 10_000, abort_started: true });
    await expect(refused).rejects.toThrow('10001 instances');
    const stuck = await run(left.model, { ...out, abort_started: true }, failing('lifecycle.stop'));
    expect([stuck.status, stuck.model.modification?.id]).toEqual(['failed', id]);
  });

  it('goes on with its own modification only', async () => {
    const left = await run(model, { ...out, rollback_if_failed: false }, failing('lifecycle.start'));
    const turn = {
      ...{ parameters: out, execution: { id: 'execution', workflow: 'scale' }, subgraphRetries: 0, position: 1 },
      ...{ ids: { uuid: () => 'u', suffix: () => 's' }, limits: defaultRunLimits, results: new Map() },
      ...{
        ended: { status: 'terminated' as const },
        memory: { phase: 'scale', modification: left.model.modification!.id },
      },
    };
    expect(await scaleEntity.next({ ...turn, model: left.model })).toMatchObject({ kind: 'end', status: 'terminated' });
    expect(() => scaleEntity.next({ ...turn, model })).toThrow('Start the scaling anew.');
  });
});
