import type { JsonObject } from '../../../blueprint/json.ts';
import type { OperationOutcome } from '../../../engine/protocol.ts';
import type { WorkflowModel } from '../../model.ts';
import type { NodeInstanceState, OperationTask } from '../../task-graph.ts';
import { performWorkflow, type WorkflowPerformance } from '../../testing/perform.ts';
import { modelToUpdate } from '../../testing/updated-model.ts';
import { updateWorkflow } from '../update-workflow.ts';

/** Node operations by name: `lifecycle` ones and `check_status`. */
function operations(...names: string[]): string {
  const lifecycle = names.filter((name) => name !== 'check_status').map((name) => `${name}: p.${name}`);
  const status = names.includes('check_status')
    ? ', cloudify.interfaces.validation: {check_status: p.check_status}'
    : '';
  return `interfaces: {cloudify.interfaces.lifecycle: {${['create: p.create', 'start: p.start', 'stop: p.stop', 'delete: p.delete', ...lifecycle].join(', ')}}${status}}`;
}

const operationsOf = (...names: string[]) =>
  `{cloudify.interfaces.relationship_lifecycle: {${names.map((name) => `${name}: p.${name}`).join(', ')}}}`;
const links = operationsOf('preconfigure', 'establish', 'unlink');

const types = `
inputs: {port: {default: 80}}
node_types:
  app:
    derived_from: cloudify.nodes.Root
    properties: {port: {default: 0}}
relationships:
  uses:
    derived_from: cloudify.relationships.connected_to
    source_interfaces: ${links}
  in:
    derived_from: cloudify.relationships.contained_in
    source_interfaces: ${links}
  watches:
    derived_from: uses
    target_interfaces: ${operationsOf('update', 'check_drift')}
`;

/** A program of a small blueprint; it can be created, started, stopped and deleted. */
export interface AppSketch {
  in?: string;
  uses?: string[];
  watches?: string[];
  operations?: string[];
  port?: string;
  count?: number;
}

/** A blueprint of programs that stand in and use each other. */
export function blueprint(apps: Record<string, AppSketch>): string {
  const nodes = Object.entries(apps).map(([name, app]) => {
    const relationships = [
      ...(app.in === undefined ? [] : [`{type: in, target: ${app.in}}`]),
      ...(app.uses ?? []).map((target) => `{type: uses, target: ${target}}`),
      ...(app.watches ?? []).map((target) => `{type: watches, target: ${target}}`),
    ];
    return `  ${name}:
    type: app
    properties: {port: ${app.port ?? '1'}}
    instances: {deploy: ${app.count ?? 1}}
    ${operations(...(app.operations ?? []))}
    relationships: [${relationships.join(', ')}]`;
  });
  return `${types}node_templates:\n${nodes.join('\n')}\n`;
}

/** How an update is performed. */
export interface Run {
  parameters?: JsonObject;
  state?: NodeInstanceState;
  /** What fails, as `<node> <operation>`. */
  fails?: string[];
  /** What has drifted, as `<node> <operation>`. */
  drifts?: string[];
}

/** Performs the update of a deployment of one blueprint to another, as the execution `this`. */
export async function update(
  before: Record<string, AppSketch>,
  after: Record<string, AppSketch>,
  { parameters = {}, state = 'started', fails = [], drifts = [] }: Run = {},
): Promise<WorkflowPerformance> {
  const model = await modelToUpdate({ text: blueprint(before) }, { text: blueprint(after) }, state);
  const outcome = (task: OperationTask): OperationOutcome => {
    const label = labelOf(task);
    if (fails.includes(label))
      return { status: 'failed', error: { type: 'Error', message: label }, recoverable: false };
    return { status: 'succeeded', result: drifts.includes(label) ? { wrong: true } : null };
  };
  return await performWorkflow(updateWorkflow, model, { parameters, outcome, execution: 'this' });
}

function nodeOf(id: string): string {
  return id.slice(0, id.lastIndexOf('_'));
}

function labelOf(task: OperationTask): string {
  const target = task.relationship === undefined ? '' : ` ${nodeOf(task.relationship.target)}`;
  return `${nodeOf(task.instance)} ${task.operation.split('.').at(-1)}${target}`;
}

/** For each graph the operations that began, in order. */
export function done({ graphs, runs }: WorkflowPerformance): Record<string, string[]> {
  const entries = graphs.map(({ name }, index): [string, string[]] => [
    name,
    (runs[index]?.marks ?? []).flatMap(({ moment, task }) => (moment === 'began' ? [labelOf(task)] : [])),
  ]);
  return Object.fromEntries(entries);
}

/** What installing, removing and installing anew begin. */
export const made = (node: string) => [`${node} create`, `${node} start`];
export const gone = (node: string) => [`${node} stop`, `${node} delete`];
export const reinstalled = (node: string) => ({ 'reinstall-uninstall': gone(node), 'reinstall-install': made(node) });

/** The states of a node's instances. */
export const stateOf = ({ model }: { model: WorkflowModel }, node: string) =>
  model.instances.filter(({ nodeName }) => nodeName === node).map(({ state }) => state);
