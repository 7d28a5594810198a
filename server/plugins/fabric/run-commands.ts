import type { Json } from '../../../core/blueprint/json.ts';
import { NonRecoverableError, type OperationContext, RecoverableError } from '../../../core/ports/operation.ts';
import type { HostScriptEnd, Hosts } from '../../hosts/hosts.ts';
import { commandsScript, readReport } from './commands-script.ts';
import { type FabricConnection, openConnection } from './connection.ts';
import {
  type CommandFailure,
  CommandTimedOut,
  commandErrorText,
  FabricCommandError,
  failureOf,
  sudoRefusal,
} from './errors.ts';
import { throwWhenStopped } from './interruption.ts';
import { listInput, textInput } from './read-input.ts';
import { RecentOutput } from './recent-output.ts';

const task = { plugin: 'fabric', taskName: 'fabric_plugin.tasks.run_commands' };

/** `run_commands`: commands on the host, one after another, until one fails (runtime.md C.4). */
export async function runCommands(hosts: Hosts, context: OperationContext): Promise<Json> {
  const commands = readCommands(context.inputs['commands']);
  const connection = await openConnection(hosts, context);
  if (commands.length === 0) return null;
  const { env, transport, sudo, hidden } = connection;
  const recent = new RecentOutput();
  const end = await hosts.runScript(recent.listen(context, hidden), {
    task,
    name: 'commands.sh',
    content: Buffer.from(commandsScript(commands, env.commands, sudo !== null)),
    environment: env.commands.shellEnv,
    cwd: null,
    commandLine: (script) => `sh ${script}`,
    transport,
    sudo,
  });
  throwWhenStopped(context, end);
  if (end.code !== 0) throw errorOf(end, { commands, connection, recent });
  return null;
}

function readCommands(given: Json | undefined): string[] {
  const list = typeof given === 'string' ? [given] : listInput(given, 'commands');
  return list.map((command, index) => {
    const text = textInput(command, `commands[${index}]`);
    if (text === null) throw new NonRecoverableError(`The input commands[${index}] is empty; write a command there.`);
    if (text.includes('\0'))
      throw new NonRecoverableError(
        `The input commands[${index}] contains the character NUL; no shell can be given it.`,
      );
    return text;
  });
}

function errorOf(
  end: HostScriptEnd,
  { commands, connection, recent }: { commands: string[]; connection: FabricConnection; recent: RecentOutput },
): Error {
  const { env, transport, sudo } = connection;
  const report = readReport(end.outcome?.kind === 'returns' ? end.outcome.value : null);
  if (report?.kind === 'late') {
    return new CommandTimedOut(
      `Command did not complete within ${env.commands.timeoutSeconds} seconds!\n\nCommand: ${commands[report.index]}`,
    );
  }
  if (report === null) {
    const refusal = sudo === null ? null : sudoRefusal(end.tail.stderr, transport.name);
    const said = end.tail.stderr || end.tail.stdout || 'It said nothing.';
    return (
      refusal ??
      new RecoverableError(
        `The commands on ${transport.name} were ended with exit code ${end.code} from outside: ${said}`,
      )
    );
  }
  return commandError(connection, {
    command: commands[report.index] ?? '',
    code: report.code,
    stdout: recent.after('stdout', report.from.stdout),
    stderr: recent.after('stderr', report.from.stderr),
  });
}

function commandError({ env, sudo, finalCodes }: FabricConnection, failure: CommandFailure): Error {
  // Fabric 1 itself ends the task only when it is told not to warn.
  const saysItself = env.generation === 2 || env.commands.warnOnly === false;
  if (saysItself) return failureOf(failure, { generation: env.generation, sudo: sudo !== null, finalCodes });
  const text = commandErrorText(failure);
  return finalCodes.has(failure.code) ? new NonRecoverableError(text) : new FabricCommandError(text);
}
