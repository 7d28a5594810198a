import { readFile, rename, writeFile } from 'node:fs/promises';
import { posix } from 'node:path';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import {
  Detached,
  NonRecoverableError,
  type OperationContext,
  UnknownOutcome,
} from '../../../../core/ports/operation.ts';
import { toOperationError } from '../../../hosts/connection-error.ts';
import type { Hosts } from '../../../hosts/hosts.ts';
import { quoteWord } from '../../../hosts/quote.ts';
import type { AttemptReply, AttemptRequest } from '../../../hosts/run-attempt.ts';
import type { SshTarget } from '../../../security/ssh/endpoint.ts';
import { describeTarget } from '../../../security/ssh/target.ts';
import { findTarget } from '../connection.ts';
import { sudoRefusal } from '../errors.ts';
import { readFabricEnv } from '../fabric-env.ts';
import type { Generation } from '../generation.ts';
import { mapInput } from '../read-input.ts';
import { overlay } from '../recent-output.ts';
import { CapturedOutput } from './captured-output.ts';
import { type FileRequest, type RunRequest, type TaskAnswer, type TaskEnd, taskRequest } from './task-request.ts';

/** Under which the end is kept among the answered requests, for the server that may take over. */
const endId = 'fabric-task-end';

/** What a session stands on. */
export interface TaskSessionOptions {
  hosts: Hosts;
  context: OperationContext;
  generation: Generation;
}

/**
 * Carries out what one Python task asks for. Each command is an attempt of its own on its host, known by the request's
 * id: a request that comes again, because this server took over, finds the command that it had started.
 */
export class TaskSession {
  readonly #options: TaskSessionOptions;
  /** How the task itself says that it ended; null: not yet, or it died. */
  end: TaskEnd | null = null;
  /** Nobody knows how a command ended, so nobody can tell how the task would go on. */
  undecided: UnknownOutcome | null = null;

  constructor(options: TaskSessionOptions) {
    this.#options = options;
    const known = options.context.progress.requests[endId];
    if (known !== undefined) this.end = JSON.parse(known) as TaskEnd;
  }

  /** The request lies in a file of the attempt's folder, and the answer is put beside it: both may be large. */
  async answer([path = '']: string[], request: AttemptRequest): Promise<AttemptReply> {
    const folder = posix.join(request.folder, 'work');
    if (posix.dirname(path) !== folder || this.undecided !== null) {
      return { code: 70, stdout: '', stderr: this.undecided?.message ?? `no request at ${path}` };
    }
    const answer = await this.#carryOut(path, request.id);
    await writeFile(`${path}.new`, JSON.stringify(answer), { mode: 0o600 });
    await rename(`${path}.new`, `${path}.answer`);
    return { code: 0, stdout: '', stderr: '' };
  }

  async #carryOut(path: string, id: string): Promise<TaskAnswer> {
    const { context } = this.#options;
    try {
      const wanted = taskRequest.parse(JSON.parse(await readFile(path, 'utf8')));
      if (wanted.do === 'end') {
        await context.answered(endId, JSON.stringify(wanted));
        this.end = wanted;
        return { kind: 'ended' };
      }
      const target = await this.#target(wanted.env as JsonObject);
      return wanted.do === 'run' ? await this.#run(wanted, target, id) : await this.#copy(wanted, target);
    } catch (error) {
      if (error instanceof Detached) throw error;
      if (error instanceof UnknownOutcome) this.undecided = error;
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { kind: 'failed', type: name, message, final: error instanceof NonRecoverableError };
    }
  }

  async #target(changed: JsonObject): Promise<SshTarget> {
    const { hosts, context, generation } = this.#options;
    const env = readFabricEnv({ ...mapInput(context.inputs['fabric_env'], 'fabric_env'), ...changed }, generation);
    return (await findTarget(hosts, context, env)).target;
  }

  async #run(wanted: RunRequest, target: SshTarget, id: string): Promise<TaskAnswer> {
    const { hosts, context } = this.#options;
    const captured = new CapturedOutput();
    const seconds = Math.min(
      wanted.timeout ?? Number.POSITIVE_INFINITY,
      context.timeout?.seconds ?? Number.POSITIVE_INFINITY,
    );
    const own = overlay(context, {
      key: { ...context.key, taskId: `${context.key.taskId}#${id}` },
      progress: { offsets: { stdout: 0, stderr: 0 }, requests: {} },
      ...(Number.isFinite(seconds) ? { timeout: { seconds, recoverable: true } } : {}),
      output: (stream, line, offset) => {
        captured.take(stream, line, offset);
        if (wanted.hide.includes(stream)) return;
        context.log('info', `[${target.address}] ${stream === 'stdout' ? 'out' : 'err'}: ${line}`);
      },
    });
    const end = await hosts.runScript(own, {
      task: { plugin: 'fabric', taskName: 'fabric_plugin.tasks.run_task' },
      name: 'command.sh',
      content: Buffer.from(commandScript(wanted)),
      environment: {},
      cwd: null,
      commandLine: (script) => `sh ${script}`,
      transport: hosts.transportTo(target),
      sudo: wanted.sudo,
    });
    const refusal =
      wanted.sudo === null || end.code === 0 ? null : sudoRefusal(end.tail.stderr, describeTarget(target));
    if (refusal !== null) throw refusal;
    const output = { stdout: captured.text('stdout'), stderr: captured.text('stderr') };
    return { kind: 'ran', code: end.code, late: end.late, ...output };
  }

  async #copy({ do: direction, local, remote, mode }: FileRequest, target: SshTarget): Promise<TaskAnswer> {
    const { hosts, context } = this.#options;
    const files = hosts.filesOn(target);
    const stop = new AbortController();
    const onStop = (): void => stop.abort(new NonRecoverableError('It was stopped because its execution was.'));
    // Whoever takes over is asked again, and a file that is copied twice is the same file.
    const onDetach = (): void => stop.abort(new Detached('The task goes on, and asks again.'));
    const { signal, detach } = context;
    if (signal.aborted) onStop();
    if (detach.aborted) onDetach();
    signal.addEventListener('abort', onStop);
    detach.addEventListener('abort', onDetach);
    try {
      const options = { signal: stop.signal, ...(mode === null ? {} : { mode }) };
      const done = await toOperationError(() =>
        direction === 'put' ? files.putFile(local, remote, options) : files.getFile(remote, local, options),
      );
      return { kind: 'copied', path: done.path };
    } finally {
      signal.removeEventListener('abort', onStop);
      detach.removeEventListener('abort', onDetach);
    }
  }
}

/** Commands of a task find no `ctx` on the host, as in the reference, and begin in the folder of the account that signs in. */
function commandScript({ command, shell, sudo, combine }: RunRequest): string {
  return [
    '#!/bin/sh',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is shell
    'PATH=${PATH#"$GANTRY_CTX/bin:"}',
    'unset GANTRY_CTX',
    ...(combine ? ['exec 2>&1'] : []),
    ...(sudo === null ? [] : ['home=$(eval "echo ~$SUDO_USER") && cd -- "$home"']),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is shell
    `exec ${shell ?? '"${SHELL:-/bin/sh}" -c'} ${quoteWord(command)}`,
    '',
  ].join('\n');
}
