import type { Json } from '../../../core/blueprint/json.ts';
import { NonRecoverableError, type OperationContext, RecoverableError } from '../../../core/ports/operation.ts';
import { isMildRetry, outcomeError } from '../../hosts/ctx/script-outcome.ts';
import type { HostScriptEnd, Hosts } from '../../hosts/hosts.ts';
import type { FetchGuarded } from '../../security/egress/fetch-guarded.ts';
import { howToRun } from './how-to-run.ts';
import { loadScript } from './load-script.ts';
import { readScriptInputs, type ScriptInputs } from './script-inputs.ts';

/** A script ended with an exit code other than 0; retried like any unexpected error of the reference. */
export class ProcessException extends RecoverableError {
  override name = 'ProcessException';
}

/** What script operations are given. */
export interface ScriptParts {
  hosts: Hosts;
  /** How scripts come from the web. */
  fetchGuarded: FetchGuarded;
}

const task = { plugin: 'script', taskName: 'script_runner.tasks.run' };
const patience = 20_000;

/** `script_runner.tasks.run`: runs a script on the host, or here (runtime.md C.2). */
export async function runScript({ hosts, fetchGuarded }: ScriptParts, context: OperationContext): Promise<Json> {
  const inputs = readScriptInputs(context.inputs);
  const script = await loadScript(context, inputs, fetchGuarded);
  const how = howToRun(inputs, script);
  const command = [inputs.commandPrefix, script.name, ...inputs.args].filter((part) => part).join(' ');
  const watch = new ProcessWatch(context);
  try {
    const end = await hosts.runScript(withChosenLogs(context, inputs), {
      task,
      name: script.name,
      content: script.content,
      environment: how.environment,
      cwd: inputs.cwd,
      commandLine: how.commandLine,
      ctx: inputs.ctx,
      python: how.hasModule ? { inputs: context.inputs } : null,
      mergeStderr: inputs.mergeStderr,
      onStart: (pid) => watch.start(pid),
    });
    watch.end(end.code, command);
    return resultOf(context, end, command);
  } finally {
    watch.stop();
  }
}

/** Says in the log, as the reference does, that the process runs and how it ended. */
class ProcessWatch {
  readonly #context: OperationContext;
  #pid: string | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: OperationContext) {
    this.#context = context;
  }

  start(pid: string): void {
    this.#pid = pid;
    this.#context.log('info', `Process created, PID: ${pid}`);
    this.#timer = setInterval(() => this.#context.log('info', `Waiting for process ${pid} to end...`), patience);
  }

  end(code: number, command: string): void {
    const pid = this.#pid === null ? '' : `PID=${this.#pid}, `;
    this.#context.log('info', `Execution done (${pid}return_code=${code}): ${command}`);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** The context without the streams that the script's author does not want in the log. */
function withChosenLogs(context: OperationContext, { logs }: ScriptInputs): OperationContext {
  if (logs.stdout && logs.stderr) return context;
  const output: OperationContext['output'] = (stream, line, offset) => {
    if (logs[stream]) context.output(stream, line, offset);
  };
  return Object.create(context, { output: { value: output } }) as OperationContext;
}

function resultOf(context: OperationContext, { code, late, tail, outcome }: HostScriptEnd, command: string): Json {
  if (context.signal.aborted) throw new NonRecoverableError('The script was stopped because its execution was.');
  if (late && context.timeout) {
    const message = `Process killed due to timeout of ${context.timeout.seconds} seconds`;
    throw context.timeout.recoverable ? new RecoverableError(message) : new NonRecoverableError(message);
  }
  const isFailed = code !== 0 && isMildRetry(outcome);
  if (outcome && outcome.kind !== 'returns' && !isFailed) throw outcomeError(outcome);
  if (code !== 0) {
    const parts = [
      `command: ${command}`,
      `exit_code: ${code}`,
      ...(tail.stdout === '' ? [] : [`stdout: ${tail.stdout}`]),
      ...(tail.stderr === '' ? [] : [`stderr: ${tail.stderr}`]),
    ];
    throw new ProcessException(parts.join(', '));
  }
  return outcome?.kind === 'returns' ? outcome.value : null;
}
