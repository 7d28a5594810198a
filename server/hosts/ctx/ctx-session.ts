import { posix } from 'node:path';
import { NonRecoverableError, type OperationContext } from '../../../core/ports/operation.ts';
import { SshFailure } from '../../security/ssh/failure.ts';
import type { AttemptReply, AttemptRequest } from '../run-attempt.ts';
import { isClientFault, parseCtxCommandLine, UsageError } from './command-line.ts';
import { CtxError } from './ctx-error.ts';
import { type CtxTask, ctxRoot } from './ctx-root.ts';
import { CtxState, type StoreFile } from './ctx-state.ts';
import { dumpJson, printValue, representValue } from './python-text.ts';
import { type ScriptOutcome, StopOperation } from './script-outcome.ts';
import { walk } from './walk.ts';

/** Stores a file on the host at an absolute path. */
export type PutFile = (path: string, content: Uint8Array) => Promise<void>;

interface RecordedReply extends AttemptReply {
  outcome?: ScriptOutcome;
}

/** Answers the `ctx` commands of one attempt. A request that comes again is answered again, not carried out again. */
export class CtxSession {
  readonly #context: OperationContext;
  readonly #state: CtxState;
  readonly #task: CtxTask;
  readonly #put: PutFile;
  readonly #answered = new Map<string, RecordedReply>();

  constructor(context: OperationContext, task: CtxTask, put: PutFile) {
    this.#context = context;
    this.#state = new CtxState(context);
    this.#task = task;
    this.#put = put;
    for (const [id, text] of Object.entries(context.progress.requests)) {
      const reply = JSON.parse(text) as RecordedReply;
      this.#answered.set(id, reply);
      if (reply.outcome) this.#state.restore(reply.outcome);
    }
  }

  /** What the script asked the operation to end with. */
  get outcome(): ScriptOutcome | undefined {
    return this.#state.outcome;
  }

  /** Rejects only when the answer could not be recorded, or the host is lost in between. */
  async answer(request: AttemptRequest): Promise<AttemptReply> {
    const known = this.#answered.get(request.id);
    if (known) return known;
    const before = this.#state.outcome;
    const reply: RecordedReply = await this.#carryOut(request);
    const ended = this.#state.outcome !== before;
    if (!ended && !this.#state.hasSomethingToHandOver) return reply;
    if (ended && this.#state.outcome) reply.outcome = this.#state.outcome;
    this.#answered.set(request.id, reply);
    await Promise.all([...this.#state.handOver(), this.#context.answered(request.id, JSON.stringify(reply))]);
    return reply;
  }

  async #carryOut({ raw, folder }: AttemptRequest): Promise<AttemptReply> {
    const [cwd = '/', ...args] = raw.toString('utf8').split('\0').slice(0, -1);
    const store: StoreFile = async (target, { name, content, within }) => {
      const path =
        target === null ? posix.join(folder, 'scripts', freshName(name, within)) : posix.resolve(cwd, target);
      await this.#put(path, content);
      return path;
    };
    try {
      const { words, json } = parseCtxCommandLine(args);
      const result = await walk(ctxRoot(this.#state, this.#task, store), words);
      return { code: 0, stdout: json ? dumpJson(result) : printValue(result), stderr: '' };
    } catch (error) {
      // The script must not hear of a cut connection: it waits, and asks again when it is back.
      if (error instanceof SshFailure) throw error;
      return { code: error instanceof UsageError ? 2 : 1, stdout: '', stderr: errorText(error) };
    }
  }
}

/** The last line is what the reference's client prints; wrappers read it. */
function errorText(error: unknown): string {
  if (error instanceof StopOperation) return `${error.message}\n`;
  if (error instanceof UsageError)
    return `usage: ctx [-t TIMEOUT] [--json-arg-prefix PREFIX] [-j] args ...\nctx: error: ${error.message}\n`;
  if (isClientFault(error)) return `${error.type}: ${error.message}\n`;
  const type =
    error instanceof CtxError ? error.type : error instanceof NonRecoverableError ? error.name : 'RuntimeError';
  const message = error instanceof Error ? error.message : String(error);
  return `ctx: ${message}\ncloudify.proxy.client.RequestError: (RequestError(...), ${representValue(`${type}: ${message}`)})\n`;
}

let downloads = 0;

/** Two downloads of one file must not overwrite each other, as in the reference. */
function freshName(name: string, within: string | undefined): string {
  downloads += 1;
  const own = `${Date.now().toString(36)}${downloads.toString(36)}`;
  return within === undefined ? `${own}-${posix.basename(name)}` : posix.join(own, within);
}
