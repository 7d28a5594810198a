import { posix } from 'node:path';
import type { Json } from '../../../core/blueprint/json.ts';
import {
  NonRecoverableError,
  type OperationContext,
  OperationRetry,
  RecoverableError,
} from '../../../core/ports/operation.ts';
import { type ScriptOutcome, twiceText } from '../../hosts/ctx/script-outcome.ts';
import type { HostScriptEnd, Hosts } from '../../hosts/hosts.ts';
import { readScriptInputs, type ScriptInputs } from './script-inputs.ts';

/** A script ended with an exit code other than 0; retried like any unexpected error of the reference. */
export class ProcessException extends RecoverableError {
  override name = 'ProcessException';
}

const task = { plugin: 'script', taskName: 'script_runner.tasks.run' };

/** `script_runner.tasks.run`: runs a script of the blueprint on the host, or here (runtime.md C.2). */
export async function runScript(hosts: Hosts, context: OperationContext): Promise<Json> {
  const inputs = readScriptInputs(context.inputs);
  const { name, content } = await loadScript(context, inputs.source);
  const commandLine = (script: string) =>
    [inputs.commandPrefix, script, ...inputs.args].filter((part) => part).join(' ');
  const end = await hosts.runScript(context, {
    task,
    name,
    content,
    environment: inputs.environment,
    cwd: inputs.cwd,
    commandLine,
  });
  return resultOf(context, end, commandLine(name));
}

async function loadScript(
  context: OperationContext,
  source: ScriptInputs['source'],
): Promise<{ name: string; content: Uint8Array }> {
  if (source.kind === 'text') return { name: 'source.sh', content: Buffer.from(source.text) };
  if (/^(https?|file):/i.test(source.path)) {
    throw new NonRecoverableError(
      `The script ${source.path} is not part of the blueprint. Put it into the blueprint's folder and name it by its path there.`,
    );
  }
  const content = await context.resource(source.path);
  if (!content) throw new NonRecoverableError(`The blueprint has no file ${source.path}; script_path must name one.`);
  return { name: posix.basename(source.path), content };
}

function resultOf(context: OperationContext, end: HostScriptEnd, command: string): Json {
  if (context.signal.aborted) throw new NonRecoverableError('The script was stopped because its execution was.');
  if (end.late && context.timeout) {
    const message = `Process killed due to timeout of ${context.timeout.seconds} seconds`;
    throw context.timeout.recoverable ? new RecoverableError(message) : new NonRecoverableError(message);
  }
  const outcome = end.outcome;
  if (outcome && outcome.kind !== 'returns') throw outcomeError(outcome);
  if (end.code !== 0) {
    throw new ProcessException(
      `command: ${command}, exit_code: ${end.code}, stdout: ${end.tail.stdout}, stderr: ${end.tail.stderr}`,
    );
  }
  return outcome ? outcome.value : null;
}

function outcomeError(outcome: Exclude<ScriptOutcome, { kind: 'returns' }>): Error {
  if (outcome.kind === 'abort') return new NonRecoverableError(outcome.message);
  if (outcome.kind === 'retry') return new OperationRetry(outcome.message, outcome.retryAfter);
  return new NonRecoverableError(twiceText);
}
