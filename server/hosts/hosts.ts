import type { Duplex } from 'node:stream';
import type { JsonObject } from '../../core/blueprint/json.ts';
import { type NodeAndInstance, NonRecoverableError, type OperationContext } from '../../core/ports/operation.ts';
import type { HostKeyPort, SshTarget } from '../security/ssh/endpoint.ts';
import { SshPool } from '../security/ssh/pool.ts';
import { toOperationError } from './connection-error.ts';
import type { CtxTask } from './ctx/ctx-root.ts';
import { CtxSession } from './ctx/ctx-session.ts';
import type { ScriptOutcome } from './ctx/script-outcome.ts';
import { HostFiles } from './files/host-files.ts';
import type { FinishedExecutions } from './finished-executions.ts';
import { hostTarget, type KeySources, readInside, readKey } from './host-target.ts';
import { storeCommand } from './launcher/commands.ts';
import { type LocalTransportOptions, localTransport } from './local-transport.ts';
import { type FindPooledAccount, type HostAccount, pooledHostProperty } from './pooled-host.ts';
import { type AttemptEnd, type AttemptReply, type AttemptRequest, runAttempt } from './run-attempt.ts';
import { runCommand } from './run-command.ts';
import { scriptFiles } from './script-files.ts';
import { sshTransport } from './ssh-transport.ts';
import { StateSweeper } from './state-sweeper.ts';
import type { SudoOptions } from './sudo.ts';
import type { Transport } from './transport.ts';

export interface HostsOptions extends KeySources {
  hostKeys: HostKeyPort;
  local: LocalTransportOptions;
  /** Tells which executions are over, so that hosts can forget them. */
  finished: FinishedExecutions;
  /** The accounts on hosts of the pool; absent: there is no pool. */
  pooledAccount?: FindPooledAccount;
  /** Seconds for which a lost host is tried again before a person must decide. */
  reattachSeconds?: number;
}

/** A script to run on a host. */
export interface HostScript {
  task: CtxTask;
  name: string;
  content: Uint8Array;
  environment: Record<string, string>;
  /** Default: the account's home; on this machine a temporary folder of the attempt's own. */
  cwd: string | null;
  /** The line of shell that runs the script, given the word that names it. */
  commandLine(script: string): string;
  /** Where it runs; default: where the operation's executor says. */
  transport?: Transport;
  /** The account that runs it, when it is not the one that signs in. */
  sudo?: SudoOptions | null;
  /** False: the script has no `ctx`. */
  ctx?: boolean;
  /** The script may import the module `cloudify`, which has these inputs. */
  python?: { inputs: JsonObject } | null;
  /** Standard error goes where standard output goes. */
  mergeStderr?: boolean;
  /** The script was started, in this process of its host. Not called for one that only was found there. */
  onStart?(pid: string): void;
  /**
   * Answers the `ctx` commands that begin with this word, instead of `ctx`. A request that comes again, after this
   * server took over from another one, has the same id. Rejects when the script must wait for whoever takes over.
   */
  helper?: { word: string; answer(args: string[], request: AttemptRequest): Promise<AttemptReply> };
}

export interface HostScriptEnd extends AttemptEnd {
  outcome: ScriptOutcome | undefined;
}

/** Where operations run: the hosts of deployments over SSH, and this machine. */
export class Hosts {
  readonly #options: HostsOptions;
  readonly #pool: SshPool;
  readonly #local: Transport;
  readonly #sweeper: StateSweeper;

  constructor(options: HostsOptions) {
    this.#options = options;
    this.#pool = new SshPool({ hostKeys: options.hostKeys });
    this.#local = localTransport(options.local);
    this.#sweeper = new StateSweeper(options.finished);
  }

  /** The machine an operation runs on: its host when it has one and is meant to run there, else this machine. */
  async transportFor(context: OperationContext): Promise<Transport> {
    if (context.executor !== 'host_agent' || !context.host) return this.#local;
    return this.transportTo((await this.accountOn(context, context.host)).target);
  }

  /** The account on the host of an operation, from the pool or as its node says. Throws `NonRecoverableError` when it says too little. */
  async accountOn(context: OperationContext, host: NodeAndInstance): Promise<HostAccount> {
    const pooled = await this.pooledAccount(context, host);
    return pooled ?? { target: await hostTarget(context, host, this.#options), sudoPassword: null };
  }

  /** The account on the host of an operation when it was taken from the pool of hosts; null otherwise. */
  async pooledAccount(
    context: OperationContext,
    host: NodeAndInstance | null = context.host,
  ): Promise<HostAccount | null> {
    const instance = host?.instance;
    if (typeof instance?.runtimeProperties[pooledHostProperty] !== 'string') return null;
    const account = (await this.#options.pooledAccount?.(context, instance.id)) ?? null;
    if (account !== null) return account;
    throw new NonRecoverableError(
      `${instance.id} does not hold a host of the pool any more: it was released by hand. Heal or reinstall it, so that it takes another one.`,
    );
  }

  /** The machine that this server runs on. */
  get local(): Transport {
    return this.#local;
  }

  /** One account on one machine, over the pool of connections that all operations share. */
  transportTo(target: SshTarget): Transport {
    return sshTransport(this.#pool, target);
  }

  /** A stream to a place that a machine reaches, through one account on it. Throws `SshFailure`. */
  forward(target: SshTarget, place: { address: string; port: number }): Promise<Duplex> {
    return this.#pool.forward(target, place);
  }

  /** The text of a private key that a blueprint gives as text or by its path; `owner` is for messages. */
  readKey(context: OperationContext, key: string, owner: string): Promise<string> {
    return readKey(context, { key, nodeName: owner, keysFolder: this.#options.keysFolder ?? null });
  }

  /** The text of a file in the folder that the administrator set aside for keys; null when it is none of it. */
  async readOwnFile(path: string): Promise<string | null> {
    const folder = this.#options.keysFolder ?? null;
    return folder === null ? null : await readInside(folder, path);
  }

  /** The files of one account on one machine, over the same connections. */
  filesOn(target: SshTarget): HostFiles {
    return new HostFiles(this.#pool, target);
  }

  /** Runs a script to its end; see `runAttempt` for what it throws. */
  async runScript(context: OperationContext, script: HostScript): Promise<HostScriptEnd> {
    const transport = script.transport ?? (await this.transportFor(context));
    this.#sweeper.visit(transport, context.key.executionId);
    const put = async (path: string, content: Uint8Array) => {
      await runCommand(transport, storeCommand(path, content.byteLength), content);
    };
    const session = new CtxSession(context, script.task, put);
    const end = await toOperationError(() =>
      runAttempt({
        context,
        transport,
        files: scriptFiles(context, script, transport === this.#local),
        answer: (request) => answerOfHelper(script, request) ?? session.answer(request),
        ...(script.onStart ? { onStart: script.onStart } : {}),
        reattachSeconds: this.#options.reattachSeconds ?? 900,
      }),
    );
    return { ...end, outcome: session.outcome };
  }

  /** Removes what a finished execution left on the hosts it used from this process. Failures are left to later visits. */
  async forget(executionId: string): Promise<void> {
    await this.#sweeper.forget(executionId);
  }

  /** Ends all connections. Running commands go on; detach their operations first. */
  async close(): Promise<void> {
    await this.#sweeper.idle();
    await this.#pool.close();
  }
}

function answerOfHelper({ helper }: HostScript, request: AttemptRequest): Promise<AttemptReply> | null {
  if (helper === undefined) return null;
  const [, word, ...args] = request.raw.toString('utf8').split('\0').slice(0, -1);
  return word === helper.word ? helper.answer(args, request) : null;
}
