import { fileURLToPath } from 'node:url';
import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import {
  NonRecoverableError,
  type OperationContext,
  OperationRetry,
  RecoverableError,
} from '../../../../core/ports/operation.ts';
import { toOperationError } from '../../../hosts/connection-error.ts';
import { outcomeError } from '../../../hosts/ctx/script-outcome.ts';
import type { HostScriptEnd, Hosts } from '../../../hosts/hosts.ts';
import { quoteWord } from '../../../hosts/quote.ts';
import { runCommand } from '../../../hosts/run-command.ts';
import { type FabricConnection, openConnection } from '../connection.ts';
import { throwWhenStopped } from '../interruption.ts';
import { mapInput, textInput } from '../read-input.ts';
import type { NativeTasks } from './native-tasks.ts';
import type { TaskEnd } from './task-request.ts';
import { TaskSession } from './task-session.ts';

const runner = fileURLToPath(new URL('../python/runner.py', import.meta.url));

/** Which task of which file or module, as `python/runner.py` reads it. */
type TaskSource =
  | { mapping: null; file: string; source: string; task: string }
  | { mapping: string; file: null; source: null; task: null };

/** `run_task`: a task of a Python file of the blueprint (runtime.md C.4). */
export async function runTask(hosts: Hosts, context: OperationContext): Promise<Json> {
  const file = required(context, 'tasks_file');
  const task = required(context, 'task_name');
  const connection = await openConnection(hosts, context);
  const content = await context.resource(file);
  if (content === null) {
    throw new NonRecoverableError(`Could not get '${file}': the blueprint has no such file; tasks_file must name one.`);
  }
  if (!context.recovering) context.log('info', `Running task: ${task} from ${file}`);
  const source = { mapping: null, file, source: Buffer.from(content).toString('utf8'), task } as const;
  return runPython(hosts, context, { connection, source });
}

/** `run_module_task`: a task that is carried out here in TypeScript, or one of a Python module in the blueprint. */
export async function runModuleTask(
  hosts: Hosts,
  context: OperationContext,
  { native }: { native?: NativeTasks },
): Promise<Json> {
  const mapping = required(context, 'task_mapping');
  if (!mapping.includes('.')) {
    throw new NonRecoverableError(`The input task_mapping must be written module.task, and it is "${mapping}".`);
  }
  const connection = await openConnection(hosts, context);
  if (!context.recovering) context.log('info', `Running task: ${mapping}`);
  const own = native?.get(mapping);
  if (own) return own({ hosts, context, connection, properties: propertiesOf(context) });
  await reach(context, connection);
  const source = { mapping, file: null, source: null, task: null } as const;
  return runPython(hosts, context, { connection, source });
}

/** Says at once when the host cannot be reached, before the task's own first command would. */
async function reach(context: OperationContext, { transport }: FabricConnection): Promise<void> {
  if (context.recovering) return;
  await toOperationError(() => runCommand(transport, 'exit 0'));
  context.log('info', `Connected to ${transport.name}.`);
}

function required({ inputs }: OperationContext, name: string): string {
  const text = textInput(inputs[name], name);
  if (text === null) throw new NonRecoverableError(`The input ${name} is missing.`);
  return text;
}

function propertiesOf({ inputs }: OperationContext): JsonObject {
  return mapInput(inputs['task_properties'], 'task_properties');
}

/** Runs the task in a process and a folder of its own on this machine; what it does on hosts goes through `TaskSession`. */
async function runPython(
  hosts: Hosts,
  context: OperationContext,
  { connection, source }: { connection: FabricConnection; source: TaskSource },
): Promise<Json> {
  const { generation } = connection.env;
  const session = new TaskSession({ hosts, context, generation });
  const end = await hosts.runScript(context, {
    task: {
      plugin: 'fabric',
      taskName: `fabric_plugin.tasks.${source.mapping === null ? 'run_task' : 'run_module_task'}`,
    },
    name: 'task.json',
    content: Buffer.from(JSON.stringify(specOf(context, connection, source))),
    environment: { PYTHONHASHSEED: '0', PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' },
    cwd: null,
    commandLine: (spec) =>
      [
        'command -v python3 >/dev/null 2>&1 || { echo "python3 is missing" >&2; exit 69; }',
        'HOME=$GANTRY_CTX/work TMPDIR=$GANTRY_CTX/work',
        'export HOME TMPDIR',
        'mkdir -m 700 "$HOME" && cd "$HOME" || exit 74',
        `python3 -s ${quoteWord(runner)} ${spec}`,
      ].join('\n'),
    transport: hosts.local,
    python: { inputs: {} },
    helper: { word: 'fabric', answer: (args, request) => session.answer(args, request) },
  });
  throwWhenStopped(context, end);
  if (session.undecided !== null) throw session.undecided;
  return resultOf(end, session.end, connection);
}

function specOf(context: OperationContext, { env, target }: FabricConnection, source: TaskSource): JsonObject {
  const { mapping } = source;
  const parents = mapping === null ? [] : mapping.split('.').slice(0, -1);
  const sides = [context.self, context.source, context.target].flatMap((side) => side?.node.plugins ?? []);
  const folders = sides.flatMap((plugin) => (plugin.source === null ? [] : `plugins/${plugin.source}/`));
  return {
    ...source,
    properties: propertiesOf(context),
    env: {
      ...mapInput(context.inputs['fabric_env'], 'fabric_env'),
      ...{ host_string: `${target.user}@${target.address}:${target.port}`, host: target.address },
      ...{ user: target.user, port: target.port, warn_only: env.commands.warnOnly ?? false },
      ...{ command_timeout: env.commands.timeoutSeconds, shell_env: env.commands.shellEnv },
    },
    roots: ['', ...new Set(folders.filter((folder) => !/[:]|\.\./.test(folder) && !folder.startsWith('plugins//')))],
    packages: parents.slice(0, -1).map((_, index) => parents.slice(0, index + 1).join('.')),
  };
}

function resultOf({ outcome, code, tail }: HostScriptEnd, end: TaskEnd | null, { finalCodes }: FabricConnection): Json {
  if (outcome && outcome.kind !== 'returns') throw outcomeError(outcome);
  if (end === null) {
    if (/python3 is missing/.test(tail.stderr)) {
      throw new NonRecoverableError(
        'Tasks in Python need python3 on the machine of the server, and it is not there. Install it (Debian: apt install python3).',
      );
    }
    throw new RecoverableError(`The process of the task died with exit code ${code}. ${tail.stderr}`.trim());
  }
  if (end.error === undefined) return outcome?.kind === 'returns' ? outcome.value : (end.result ?? null);
  throw errorOf(end.error, finalCodes);
}

function errorOf(error: NonNullable<TaskEnd['error']>, finalCodes: ReadonlySet<number>): Error {
  const { type, message, final, retry, retryAfter } = error;
  if (retry === true) return new OperationRetry(message, retryAfter);
  const isFinal = final || (error.code !== undefined && finalCodes.has(error.code));
  const made = isFinal ? new NonRecoverableError(message) : new RecoverableError(message, retryAfter);
  made.name = type;
  return made;
}
