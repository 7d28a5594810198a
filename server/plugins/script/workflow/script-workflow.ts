import {
  type WorkflowDefinition,
  type WorkflowLine,
  WorkflowRefusal,
  type WorkflowStep,
  type WorkflowTurn,
} from '../../../../core/workflow/definition.ts';
import { runWorkflowScript, type ScriptSettings } from './run-script.ts';
import { answerOf, scriptGraph } from './script-graph.ts';
import { scriptInput, statesOf } from './script-input.ts';
import { readScriptOutput, type ScriptAnswer, type ScriptOutput } from './script-request.ts';

/** What is kept between the graphs of a script. A type and not an interface, so that it counts as JSON. */
type ScriptMemory = {
  states: Record<string, string>;
  answers: ScriptAnswer[];
  /** The graph that is carried out now. */
  graph: string;
};

/** Beyond that a script is taken for one that goes on for ever. */
const mostAnswers = 10_000;

/**
 * A workflow that is a Python script of the blueprint (runtime.md C.2). The script is run from its beginning for every
 * graph that it asks for; what it has asked for before is answered from memory, so that no operation is carried out
 * twice, whoever goes on with the execution. It has to ask for the same when it is told the same.
 */
export function createScriptWorkflow(settings: ScriptSettings): WorkflowDefinition {
  return { wantsResults: true, next: (turn) => nextOf(turn, settings) };
}

async function nextOf(turn: WorkflowTurn, settings: ScriptSettings): Promise<WorkflowStep> {
  const { path, script } = await readScript(turn);
  const { states, answers } = recall(turn);
  for (;;) {
    const standing = { path, script, states, answers };
    const output = readScriptOutput(await runWorkflowScript(scriptInput(turn, standing), settings));
    if (output.request.kind !== 'states') return stepOf(turn, output, { states, answers });
    answers.push({ kind: 'states', states: statesOf(turn.model) });
    if (answers.length > mostAnswers) throw new WorkflowRefusal(`The script asks for more than ${mostAnswers} things.`);
  }
}

function recall({ memory, ended, results, model }: WorkflowTurn): Pick<ScriptMemory, 'states' | 'answers'> {
  if (memory === null) return { states: statesOf(model), answers: [] };
  const { states, answers, graph } = memory as ScriptMemory;
  return { states, answers: [...answers, answerOf(graph, { ended, results: results ?? new Map() })] };
}

function stepOf(
  turn: WorkflowTurn,
  { request, lines }: ScriptOutput,
  { states, answers }: Pick<ScriptMemory, 'states' | 'answers'>,
): WorkflowStep {
  const says: WorkflowLine[] = lines.map(({ level, text }) => ({ kind: 'log', level, text }));
  if (request.kind === 'graph' || request.kind === 'lifecycle') {
    const memory: ScriptMemory = { states, answers, graph: request.name };
    const graph = scriptGraph(request, turn.model, turn.limits);
    return { kind: 'graph', graph, memory, says, onFailure: 'next', isUncertain: true };
  }
  if (request.kind !== 'failed') return { kind: 'end', status: 'terminated', says };
  const { error, traceback } = request;
  if (traceback !== '') says.push({ kind: 'log', level: 'error', text: traceback.trim() });
  return { kind: 'end', status: 'failed', error, says };
}

async function readScript({ parameters, surroundings }: WorkflowTurn): Promise<{ path: string; script: string }> {
  const { script_path: path, script_source: source } = parameters;
  if (typeof source === 'string' && source !== '') return { path: 'script_source', script: source };
  if (typeof path !== 'string' || path === '') {
    throw new WorkflowRefusal('The workflow needs a script: the parameter script_path or script_source.');
  }
  const file = await surroundings?.readFile(path);
  if (file === undefined || file === null) throw new WorkflowRefusal(`The blueprint has no file "${path}".`);
  if (!path.endsWith('.py'))
    throw new WorkflowRefusal(`Workflow scripts are written in Python; "${path}" is not a .py file.`);
  return { path, script: Buffer.from(file).toString('utf8') };
}
