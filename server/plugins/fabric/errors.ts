import { NonRecoverableError, RecoverableError } from '../../../core/ports/operation.ts';
import { representValue } from '../../hosts/ctx/python-text.ts';
import type { Generation } from './generation.ts';

/** A command of `run_commands` failed, as 1.x says it; retried. */
export class FabricCommandError extends RecoverableError {
  override name = 'FabricCommandError';
}

/** A script, or a command within a task, failed, as 1.x says it; retried. */
export class FabricTaskError extends RecoverableError {
  override name = 'FabricTaskError';
}

/** A command failed, as 2.x says it; retried unless its code is among `non_recoverable_error_exit_codes`. */
export class UnexpectedExit extends RecoverableError {
  override name = 'UnexpectedExit';
}

/** A command took longer than `command_timeout`; retried. */
export class CommandTimedOut extends RecoverableError {
  override name = 'CommandTimedOut';
}

/** How a command ended, as far as messages tell. */
export interface CommandFailure {
  command: string;
  code: number;
  stdout: string;
  stderr: string;
}

/** The text of a command's failure in `run_commands` of 1.x (runtime.md C.4). */
export function commandErrorText({ command, code, stdout, stderr }: CommandFailure): string {
  return `Command '${command}' executed with an error.\ncode: ${code}\nerror: ${stderr || 'None'}\noutput: ${stdout || 'None'}`;
}

/** The text by which Fabric 1 ends when a command fails; `name` is `run` or `sudo`. */
export function taskErrorText(failure: CommandFailure, name: 'run' | 'sudo'): string {
  const { command, code, stdout, stderr } = failure;
  const output = stdout === '' ? '' : `\n\nStandard output:\n${stdout}`;
  const complaints = stderr === '' ? '' : `\n\nStandard error:\n${stderr}`;
  return `${name}() received nonzero return code ${code} while executing!\n\nRequested: ${command}${output}${complaints}`;
}

/** The text of a failure in 2.x. */
export function unexpectedExitText({ command, code, stdout, stderr }: CommandFailure): string {
  const quoted = (text: string): string => (text === '' ? ' nothing' : `\n\n${text}`);
  return `Encountered a bad command exit code!\n\nCommand: ${representValue(command)}\n\nExit code: ${code}\n\nStdout:${quoted(stdout)}\n\nStderr:${quoted(stderr)}\n`;
}

/** The error of a script or of a command in a task; some codes mean that another attempt is of no use. */
export function failureOf(
  failure: CommandFailure,
  { generation, sudo, finalCodes }: { generation: Generation; sudo: boolean; finalCodes: ReadonlySet<number> },
): Error {
  const text = generation === 1 ? taskErrorText(failure, sudo ? 'sudo' : 'run') : unexpectedExitText(failure);
  if (finalCodes.has(failure.code)) return new NonRecoverableError(text);
  return generation === 1 ? new FabricTaskError(text) : new UnexpectedExit(text);
}

const complaints: readonly { pattern: RegExp; text: (where: string) => string }[] = [
  {
    pattern: /incorrect password attempt|Sorry, try again/i,
    text: (where) => `sudo on ${where} refused the password. Correct fabric_env.sudo_password.`,
  },
  {
    pattern:
      /sudo:.*(password is required|no password was provided|terminal is required to (?:read the|authenticate))/i,
    text: (where) =>
      `sudo on ${where} asks for a password: write fabric_env.sudo_password, or allow the account sudo without one (NOPASSWD).`,
  },
  {
    pattern: /not in the sudoers file|may not run sudo|is not allowed to (?:execute|run)/i,
    text: (where) => `The account may not use sudo on ${where}. Allow it there, or do without use_sudo.`,
  },
  {
    pattern: /sorry, you must have a tty/i,
    text: (where) => `sudo on ${where} wants a terminal (requiretty). Take "requiretty" out of /etc/sudoers there.`,
  },
  {
    pattern: /sudo: (?:command )?not found|sudo: unknown user/i,
    text: (where) => `sudo on ${where} cannot be used: the program or the account is missing.`,
  },
];

/** Why sudo did not even start a script; null when it did. A wrong password is not tried again: that would lock the account. */
export function sudoRefusal(stderr: string, where: string): NonRecoverableError | null {
  const found = complaints.find(({ pattern }) => pattern.test(stderr));
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return found ? new NonRecoverableError(`${found.text(where)} It said: ${last}`) : null;
}
