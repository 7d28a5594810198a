import { posix } from 'node:path';
import { NonRecoverableError, type OperationContext } from '../../core/ports/operation.ts';
import type { HostKeyPort, SshTarget } from '../security/ssh/endpoint.ts';
import { SshPool } from '../security/ssh/pool.ts';
import { toOperationError } from './connection-error.ts';
import type { CtxTask } from './ctx/ctx-root.ts';
import { CtxSession } from './ctx/ctx-session.ts';
import type { ScriptOutcome } from './ctx/script-outcome.ts';
import { environmentText } from './environment.ts';
import { HostFiles } from './files/host-files.ts';
import type { FinishedExecutions } from './finished-executions.ts';
import { hostTarget, type KeySources, readKey } from './host-target.ts';
import { type AttemptFile, storeCommand } from './launcher/commands.ts';
import { type LocalTransportOptions, localTransport } from './local-transport.ts';
import { type FindPooledAccount, type HostAccount, pooledHostProperty } from './pooled-host.ts';
import { quoteWord } from './quote.ts';
import { type AttemptEnd, type AttemptReply, type AttemptRequest, runAttempt } from './run-attempt.ts';
import { runCommand } from './run-command.ts';
import { sshTransport } from './ssh-transport.ts';
import { StateSweeper } from './state-sweeper.ts';
import { type SudoOptions, sudoCommand } from './sudo.ts';
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
  /** Default: the account's home. */
  cwd: string | null;
  /** The line of shell that runs the script, given the word that names it. */
  commandLine(script: string): string;
  /** Where it runs; default: where the operation's executor says. */
  transport?: Transport;
  /** The account that runs it, when it is not the one that signs in. */
  sudo?: SudoOptions | null;
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
    const pooled = await this.pooledAccount(context);
    return this.transportTo(
      pooled?.target ?? (await hostTarget(context, context.host, this.#options)),
    );
  }

  /** The account on the host of an operation when it was taken from the pool of hosts; null otherwise. */
  async pooledAccount(context: OperationContext): Promise<HostAccount | null> {
    const instance = context.host?.instance;
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

  /** The text of a private key that a blueprint gives as text or by its path; `owner` is for messages. */
  readKey(context: OperationContext, key: string, owner: string): Promise<string> {
    return readKey(context, { key, nodeName: owner, keysFolder: this.#options.keysFolder ?? null });
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
        files: filesOf(context, script),
        answer: (request) => answerOfHelper(script, request) ?? session.answer(request),
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

function filesOf(context: OperationContext, script: HostScript): AttemptFile[] {
  const text = (name: string, content: string): AttemptFile => ({ name, mode: '600', content: Buffer.from(content) });
  const { text: environment, skipped } = environmentText(script.environment);
  if (skipped.length > 0 && !context.recovering) {
    context.log(
      'warning',
      `These inputs cannot be environment variables and are not passed on: ${skipped.join(', ')}.`,
    );
  }
  const file = safeName(script.name);
  const body = [
    environment,
    'PATH=$GANTRY_CTX/bin:$PATH',
    // Nothing listens there: `ctx` asks through the connection that started the script. Scripts look whether it is set.
    'CTX_SOCKET_URL=http://localhost:0',
    'export GANTRY_CTX PATH CTX_SOCKET_URL',
    `cd -- ${script.cwd === null ? '"$HOME"' : quoteWord(script.cwd)} || exit 126`,
    script.commandLine(`"$GANTRY_CTX"/scripts/${file}`),
    '',
  ];
  const sudo = script.sudo ? sudoCommand(script.sudo, ['umask 022', ...body]) : { lines: body, files: [] };
  const command = [
    // Secrets among the inputs lie on the host no longer than needed; the shell has the file open.
    'rm -f command',
    'umask 022',
    // This shell outlives a signal to its group, so that the exit code it leaves is the script's.
    'trap : TERM INT HUP',
    'GANTRY_CTX=$PWD',
    ...sudo.lines,
    '',
  ].join('\n');
  const files: AttemptFile[] = [
    { name: `scripts/${file}`, mode: '500', content: script.content },
    text('command', command),
    ...sudo.files,
  ];
  return context.timeout ? [...files, text('timeout', `${context.timeout.seconds}\n`)] : files;
}

/** The file name as people know it, of characters that need no quoting. */
function safeName(path: string): string {
  const name = posix.basename(path).replace(/[^A-Za-z0-9._-]/g, '_');
  return name === '' || name.startsWith('.') || name.startsWith('-') ? `script${name}` : name;
}
