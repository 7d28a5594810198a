import { expect, test } from 'vitest';
import { NonRecoverableError, RecoverableError } from '../../../core/ports/operation.ts';
import { MemoryContext } from '../../hosts/testing/memory-context.ts';
import { commandsScript, readReport } from './commands-script.ts';
import { commandErrorText, failureOf, sudoRefusal } from './errors.ts';
import { readFabricEnv } from './fabric-env.ts';
import { RecentOutput } from './recent-output.ts';
import { CapturedOutput } from './tasks/captured-output.ts';

const failure = { command: "echo 'x'", code: 3, stdout: '', stderr: 'no' };

test('the texts of failed commands', () => {
  expect(commandErrorText(failure)).toBe(
    "Command 'echo 'x'' executed with an error.\ncode: 3\nerror: no\noutput: None",
  );
  const about = { sudo: true, finalCodes: new Set([4]) };
  expect(failureOf(failure, { ...about, generation: 1 })).toMatchObject({
    name: 'FabricTaskError',
    message: "sudo() received nonzero return code 3 while executing!\n\nRequested: echo 'x'\n\nStandard error:\nno",
  });
  const second = failureOf(failure, { ...about, generation: 2 });
  expect(second.message).toBe(
    'Encountered a bad command exit code!\n\nCommand: "echo \'x\'"\n\nExit code: 3\n\nStdout: nothing\n\nStderr:\n\nno\n',
  );
  expect(second).toBeInstanceOf(RecoverableError);
  expect(failureOf({ ...failure, code: 4 }, { ...about, generation: 2 })).toBeInstanceOf(NonRecoverableError);
});

test.each([
  ['Sorry, try again.\nsudo: 1 incorrect password attempt', /refused the password/],
  ['sudo: a password is required', /asks for a password/],
  ['cellar is not in the sudoers file.', /may not use sudo/],
  ['sudo: sorry, you must have a tty to run sudo', /requiretty/],
  ['sh: 1: sudo: not found', /missing/],
])('what sudo says: %s', (said, text) => {
  expect(sudoRefusal(said, 'host')?.message).toMatch(text);
});

test('what a command says is no refusal of sudo', () => {
  expect(sudoRefusal('make: *** no rule', 'host')).toBeNull();
});

test('the report of the script', () => {
  expect(readReport('failed 2 127 10 20')).toEqual({
    kind: 'failed',
    index: 2,
    code: 127,
    from: { stdout: 10, stderr: 20 },
  });
  expect(readReport('late 1')).toEqual({ kind: 'late', index: 1 });
  expect(readReport({ a: 1 })).toBeNull();
  expect(readReport('anything')).toBeNull();
});

test('commands are words of the script, whatever they contain', () => {
  const { commands } = readFabricEnv({ shell_env: { PATH: '/opt/x y' } }, 1);
  const script = commandsScript([`echo 'it''s' "$A"\nsecond`], commands, false);
  expect(script).toContain(`/bin/bash -l -c 'export PATH='\\''/opt/x y'\\''; echo`);
});

test('the output that an error quotes is that of its command, hidden or not, and bounded', () => {
  const context = new MemoryContext();
  const recent = new RecentOutput();
  const listening = recent.listen(context, new Set(['stderr']), { retryNumber: 7 });
  listening.output('stdout', 'before', 7);
  listening.output('stdout', 'after', 13);
  listening.output('stderr', 'hidden', 7);
  expect(recent.after('stdout', 7)).toBe('after');
  expect(recent.after('stderr', 0)).toBe('hidden');
  expect(context.lines.map(({ line }) => line)).toEqual(['before', 'after']);
  expect([listening.retryNumber, listening.tenant]).toEqual([7, 'default_tenant']);
  for (let line = 0; line < 10_000; line += 1) listening.output('stdout', 'x'.repeat(99), 13 + 100 * line);
  expect(recent.after('stdout', 0).length).toBeLessThanOrEqual(4096);
});

test('captured output ends as it ended', () => {
  const captured = new CapturedOutput();
  captured.take('stdout', 'ü', 3);
  captured.take('stdout', 'x', 4);
  expect(captured.text('stdout')).toBe('ü\nx');
  expect(captured.text('stderr')).toBe('');
});
