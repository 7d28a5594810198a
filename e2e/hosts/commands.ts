import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { promisify } from 'node:util';

const execFileAsync = promisify(execFile);

/** Runs a program to its end; its standard error is in the message when it fails. */
export async function runProgram(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await execFileAsync(program, args);
  return stdout;
}

/** Waits until the condition holds; throws with the text when it takes longer than that. */
export async function waitUntil(
  condition: () => boolean | Promise<boolean>,
  { text, within = 60_000 }: { text: string; within?: number },
): Promise<void> {
  const end = performance.now() + within;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`waited ${within} ms in vain: ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** True when somebody accepts connections there. */
export function answers(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    socket.setTimeout(1000);
    const done = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => done(true));
    socket.once('timeout', () => done(false));
    socket.once('error', () => done(false));
  });
}

/** Ends a process and waits until it is gone. */
export async function endProcess(pid: number, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  const isThere = () => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };
  if (isThere()) process.kill(pid, signal);
  await waitUntil(() => !isThere(), { text: `process ${pid} is still there` });
}
