import { randomBytes } from 'node:crypto';
import {
  Detached,
  NonRecoverableError,
  type OperationContext,
  RecoverableError,
  UnknownOutcome,
} from '../../core/ports/operation.ts';
import { SshFailure } from '../security/ssh/failure.ts';
import { attemptName } from './attempt-name.ts';
import { AttemptOutput } from './attempt-output.ts';
import { type AttemptEnding, Follower, LauncherFailure } from './follower.ts';
import { type AttemptFile, followCommand, unpackCommand, unpackFailed } from './launcher/commands.ts';
import { Retries } from './retries.ts';
import { runCommand } from './run-command.ts';
import type { Transport } from './transport.ts';

/** A question of a script to this server. */
export interface AttemptRequest {
  id: string;
  /** NUL-terminated: the working folder, then the arguments. */
  raw: Buffer;
  /** The attempt's folder on the host. */
  folder: string;
}

export interface AttemptReply {
  code: number;
  stdout: string;
  stderr: string;
}

export interface AttemptOptions {
  context: OperationContext;
  transport: Transport;
  /** What the attempt needs on its host, `command` among them. */
  files: AttemptFile[];
  answer(request: AttemptRequest): Promise<AttemptReply>;
  /** The command was started in this process of the host. Not called when an attempt is only found there. */
  onStart?(pid: string): void;
  /** Seconds for which a host that cannot be reached any more is tried again. */
  reattachSeconds: number;
}

/** A command that ended by itself or at its time limit. */
export interface AttemptEnd {
  code: number;
  late: boolean;
  /** The last bytes of each stream, for messages. */
  tail: { stdout: string; stderr: string };
}

/** Milliseconds for the launcher to say that it follows. */
const patience = 30_000;
const tailBytes = 4096;

/**
 * Runs a command on a host, at most once for each attempt, and follows it to its end through lost connections and
 * through deaths of this server (design.md 3.4). Throws `UnknownOutcome` when the host cannot say how it ended,
 * `Detached` when this server stops, `RecoverableError` when nothing could be started.
 */
export function runAttempt(options: AttemptOptions): Promise<AttemptEnd> {
  return new Attempt(options).run();
}

class Attempt {
  readonly #options: AttemptOptions;
  readonly #context: OperationContext;
  readonly #output: AttemptOutput;
  readonly #name: string;
  readonly #retries: Retries;
  readonly #answering = new Set<string>();
  #queue: Promise<void> = Promise.resolve();
  #follower: Follower | undefined;
  /** From the moment on that a command may run on the host, silence is no proof that none does. */
  #mayRun: boolean;

  constructor(options: AttemptOptions) {
    this.#options = options;
    this.#context = options.context;
    this.#output = new AttemptOutput(options.context);
    this.#name = attemptName(options.context.key);
    this.#mayRun = options.context.recovering;
    this.#retries = new Retries(options.reattachSeconds, [options.context.signal, options.context.detach]);
  }

  async run(): Promise<AttemptEnd> {
    const { signal, detach } = this.#context;
    const onAbort = () => this.#follower?.kill();
    const onDetach = () => this.#follower?.destroy();
    signal.addEventListener('abort', onAbort);
    detach.addEventListener('abort', onDetach);
    try {
      for (;;) {
        const end = await this.#tryOnce();
        if (end) return end;
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      detach.removeEventListener('abort', onDetach);
    }
  }

  /** One connection; null when another one is needed. */
  async #tryOnce(): Promise<AttemptEnd | null> {
    this.#stopWhenAsked();
    let attaching = this.#mayRun;
    try {
      if (attaching) {
        const found = await this.#follow();
        if (found) return found;
        attaching = false;
        if (this.#context.signal.aborted) throw new NonRecoverableError('Stopped before the command was started.');
      }
      const prepared = await this.#prepare();
      this.#mayRun = true;
      return await this.#follow(prepared);
    } catch (error) {
      this.#stopWhenDetached();
      if (error instanceof LauncherFailure && !attaching) {
        throw new RecoverableError(
          `Gantry could not start the command on ${this.#options.transport.name}: ${error.message}`,
        );
      }
      await this.#afterFailure(error);
      return null;
    }
  }

  async #prepare(): Promise<string> {
    const folder = randomBytes(8).toString('hex');
    const { command, payload } = unpackCommand(this.#name, folder, this.#options.files);
    await runCommand(this.#options.transport, command, payload).catch((error: unknown) => {
      throw error instanceof LauncherFailure && error.code !== unpackFailed ? notRun(error) : error;
    });
    return folder;
  }

  /** Null: the host has no trace of the attempt. */
  async #follow(prepared?: string): Promise<AttemptEnd | null> {
    const nonce = randomBytes(16).toString('hex');
    const positions = this.#output.startConnection();
    const channel = await this.#options.transport.exec(
      followCommand({ attempt: this.#name, nonce, positions, ...(prepared ? { prepared } : {}) }),
    );
    const tail = { stdout: new TailBuffer(), stderr: new TailBuffer() };
    const folder = Promise.withResolvers<string>();
    const follower: Follower = new Follower(channel, nonce, {
      output: (stream, bytes) => {
        tail[stream].push(bytes);
        this.#output.take(follower, stream, bytes);
      },
      request: (id, raw) => this.#onRequest(follower, { id, raw, folder: folder.promise }),
    });
    this.#follower = follower;
    try {
      const begun = await withPatience(follower.begun, () => follower.destroy());
      if (!begun) return null;
      folder.resolve(begun.folder);
      if (prepared !== undefined) this.#options.onStart?.(begun.pid);
      this.#retries.succeeded(() => this.#context.log('info', `Connected to ${this.#options.transport.name} again.`));
      if (this.#context.signal.aborted) follower.kill();
      const ending = await follower.ended;
      await this.#queue;
      await this.#output.finish(follower, ending);
      return this.#judge(ending, { stdout: tail.stdout.text(), stderr: tail.stderr.text() });
    } finally {
      this.#follower = undefined;
      this.#output.endConnection();
      follower.leave();
    }
  }

  #judge(ending: AttemptEnding, tail: AttemptEnd['tail']): AttemptEnd {
    if (ending.code === null) {
      throw new UnknownOutcome(
        `The command on ${this.#options.transport.name} is gone without an exit code: the machine was restarted, or its process was ` +
          'killed from outside. Look there what it has done, then decide: retry, mark done, or cancel.',
      );
    }
    return { code: ending.code, late: ending.late && ending.code !== 0, tail };
  }

  /** Requests are answered one after another: a script's own order counts. */
  #onRequest(follower: Follower, { id, raw, folder }: { id: string; raw: Buffer; folder: Promise<string> }): void {
    if (this.#answering.has(id)) return;
    this.#answering.add(id);
    this.#queue = this.#queue.then(async () => {
      try {
        follower.reply(id, await this.#options.answer({ id, raw, folder: await folder }));
      } catch {
        // The answer could not be recorded, so it must not be given; the script waits for whoever takes over.
        follower.destroy();
      } finally {
        this.#answering.delete(id);
      }
    });
  }

  /** Returns when another connection should be tried. */
  async #afterFailure(error: unknown): Promise<void> {
    if (!(error instanceof SshFailure || error instanceof LauncherFailure)) throw error;
    const { transport } = this.#options;
    const retryable = error instanceof LauncherFailure || error.retryable;
    if (!this.#mayRun) throw retryable ? new RecoverableError(error.message) : new NonRecoverableError(error.message);
    const { aborted } = this.#context.signal;
    if (retryable && (await this.#retries.wait({ onFirst: () => this.#sayLost(error), hurry: aborted }))) return;
    this.#stopWhenDetached();
    if (aborted) throw new NonRecoverableError(`${error.message} The command there could not be stopped.`);
    throw new UnknownOutcome(
      `${error.message} Whether the command has ended on ${transport.name} is not known. Make the machine reachable and choose ` +
        'retry, after looking there what the command has done, or mark done, or cancel.',
    );
  }

  #sayLost(error: Error): void {
    const { name } = this.#options.transport;
    this.#context.log('warning', `${error.message} The command on ${name} goes on by itself; connecting again.`);
  }

  #stopWhenAsked(): void {
    this.#stopWhenDetached();
    if (this.#context.signal.aborted && !this.#mayRun)
      throw new NonRecoverableError('Stopped before the command was started.');
  }

  #stopWhenDetached(): void {
    if (this.#context.detach.aborted)
      throw new Detached(`The command on ${this.#options.transport.name} goes on there.`);
  }
}

/** The account does not take commands: what its login shell says instead is the only clue. */
function notRun(error: LauncherFailure): LauncherFailure {
  return new LauncherFailure(
    `its login shell did not run it (${error.message}). Sign in as an account whose login shell runs commands, such as /bin/sh.`,
  );
}

/** The end of a stream as it came over this connection. */
class TailBuffer {
  #bytes: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): void {
    this.#bytes =
      bytes.length >= tailBytes
        ? Buffer.from(bytes.subarray(-tailBytes))
        : Buffer.concat([this.#bytes, bytes]).subarray(-tailBytes);
  }

  text(): string {
    return this.#bytes.toString('utf8').replaceAll('\0', '\ufffd').trimEnd();
  }
}

async function withPatience<T>(promise: Promise<T>, giveUp: () => void): Promise<T> {
  const timer = setTimeout(giveUp, patience);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
