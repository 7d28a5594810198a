import type { Json } from '../../../core/blueprint/json.ts';
import type { OperationContext } from '../../../core/ports/operation.ts';
import { outcomeError } from '../../hosts/ctx/script-outcome.ts';
import type { HostScriptEnd, Hosts } from '../../hosts/hosts.ts';
import { quoteWord } from '../../hosts/quote.ts';
import type { FetchGuarded } from '../../security/egress/fetch-guarded.ts';
import { type FabricConnection, openConnection } from './connection.ts';
import { failureOf, sudoRefusal } from './errors.ts';
import type { CommandSettings } from './fabric-env.ts';
import { throwWhenStopped } from './interruption.ts';
import { loadScript } from './load-script.ts';
import { RecentOutput } from './recent-output.ts';
import { type FabricScriptInputs, readScriptInputs } from './script-inputs.ts';

const task = { plugin: 'fabric', taskName: 'fabric_plugin.tasks.run_script' };

/** `run_script`: a script of the blueprint on the host, where it has `ctx` (runtime.md C.4). */
export async function runScript(
  hosts: Hosts,
  given: OperationContext,
  { fetchGuarded }: { fetchGuarded?: FetchGuarded },
): Promise<Json> {
  const inputs = readScriptInputs(given.inputs);
  const connection = await openConnection(hosts, given);
  const { env, transport, sudo, hidden } = connection;
  const recent = new RecentOutput();
  const context = recent.listen(given, hidden, limitOf(given, env.commands));
  const { name, content } = await loadScript(context, inputs.path, fetchGuarded);
  const end = await hosts.runScript(context, {
    task,
    name,
    content,
    // The module is 30 KB, which most scripts have no use for.
    python: content.includes('cloudify') ? { inputs: inputs.own } : null,
    environment: { ...env.commands.shellEnv, ...inputs.environment },
    cwd: null,
    commandLine: (script) => commandLine(script, inputs),
    transport,
    sudo,
  });
  return resultOf(context, end, { connection, recent, inputs });
}

/** The blueprint's own limit, or `command_timeout` when that is shorter. */
function limitOf({ timeout }: OperationContext, { timeoutSeconds }: CommandSettings): Partial<OperationContext> {
  if (timeoutSeconds === null || (timeout !== undefined && timeout.seconds <= timeoutSeconds)) return {};
  return { timeout: { seconds: timeoutSeconds, recoverable: true } };
}

/**
 * The reference keeps the scripts below the base folder too; here they lie with the attempt, so that a folder for
 * temporary files that may not run programs does no harm.
 */
function commandLine(script: string, { cwd, baseDir, args, commandPrefix }: FabricScriptInputs): string {
  const base = baseDir === null ? `"\${CFY_EXEC_TEMPDIR:-$(dirname "$(mktemp -u)")}"` : quoteWord(baseDir);
  const work = [
    `base=${base}/cloudify-ctx`,
    '[ ! -d "$base/work" ] || [ -w "$base/work" ] || base=$base-$(id -u)',
    'if [ ! -d "$base/work" ]; then',
    '  mkdir -p -- "$base/work" || exit 126',
    // What a script leaves there under sudo is for later ones without it.
    '  [ "$(id -u)" = 0 ] && [ -n "$SUDO_UID" ] && chown "$SUDO_UID:$SUDO_GID" "$base" "$base/work"',
    'fi',
    'cd -- "$base/work" || exit 126',
    ...(cwd === null ? [] : [`cd -- ${quoteWord(cwd)} || exit 126`]),
  ];
  return [...work, [commandPrefix, script, ...args].filter((part) => part).join(' ')].join('\n');
}

function resultOf(
  context: OperationContext,
  end: HostScriptEnd,
  about: { connection: FabricConnection; recent: RecentOutput; inputs: FabricScriptInputs },
): Json {
  throwWhenStopped(context, end);
  const { outcome } = end;
  if (outcome && outcome.kind !== 'returns') throw outcomeError(outcome);
  const { env, sudo, transport, finalCodes } = about.connection;
  if (end.code === 0 || env.commands.warnOnly === true) return outcome ? outcome.value : null;
  const refusal = sudo === null ? null : sudoRefusal(end.tail.stderr, transport.name);
  if (refusal !== null) throw refusal;
  const { path, args, commandPrefix } = about.inputs;
  const failure = {
    command: [commandPrefix, path, ...args].filter((part) => part).join(' '),
    code: end.code,
    stdout: about.recent.after('stdout', 0),
    stderr: about.recent.after('stderr', 0),
  };
  throw failureOf(failure, { generation: env.generation, sudo: sudo !== null, finalCodes });
}
