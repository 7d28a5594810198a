import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WorkflowRefusal } from '../../../../core/workflow/definition.ts';

/** How a workflow script is run. */
export interface ScriptSettings {
  /** Where commands are looked for, `python3` first of all. */
  path: string;
  /** How long one run may take, milliseconds. Default: 300,000. */
  timeMs?: number;
  /** How much it may ask for, bytes. Default: 256 MiB. */
  mostBytes?: number;
}

const runner = fileURLToPath(new URL('python/runner.py', import.meta.url));
const mostErrorText = 8 * 1024;
const noPython =
  'Workflow scripts need python3 on the server, and it is not there. Install it (Debian: apt install python3).';

/**
 * Runs a script from its beginning in a process and an empty folder of its own, and returns what it asks for, as JSON.
 * @throws WorkflowRefusal when it takes too long, asks for too much, or there is no Python.
 */
export async function runWorkflowScript(input: string, settings: ScriptSettings): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-workflow-'));
  try {
    return await runIn(folder, input, settings);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function runIn(folder: string, input: string, settings: ScriptSettings): Promise<string> {
  const { path, timeMs = 300_000, mostBytes = 256 * 1024 * 1024 } = settings;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // Sets and maps have the same order each time, so that a script asks for the same again.
  const env: Record<string, string> = { PATH: path, HOME: folder, LANG: 'C.UTF-8', PYTHONHASHSEED: '0' };
  const options: SpawnOptions = {
    cwd: folder,
    env: env as NodeJS.ProcessEnv,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    detached: true,
  };
  const child: ChildProcess = spawn('python3', ['-B', '-s', runner], options);
  let asked = '';
  let complaint = '';
  const stop = (message: string): void => {
    reject(new WorkflowRefusal(message));
    if (child.pid !== undefined) killGroup(child.pid);
  };
  const timer = setTimeout(
    () => stop(`The workflow script ran for more than ${timeMs / 1000} s without asking for anything.`),
    timeMs,
  );
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    asked += chunk.toString('latin1');
    if (asked.length > mostBytes) stop(`What the workflow script asks for has more than ${mostBytes} bytes.`);
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString()).slice(-mostErrorText);
  });
  // It may end before it has read everything.
  child.stdin?.on('error', () => {});
  child.on('error', (fault: NodeJS.ErrnoException) => {
    clearTimeout(timer);
    reject(fault.code === 'ENOENT' ? new WorkflowRefusal(noPython) : fault);
  });
  child.on('close', (code, signal) => {
    clearTimeout(timer);
    // What it has started and left running.
    if (child.pid !== undefined) killGroup(child.pid);
    if (asked !== '') resolve(Buffer.from(asked, 'latin1').toString('utf8'));
    else stop(`The workflow script died (${signal ?? `exit code ${code}`}). ${complaint.trim()}`.trim());
  });
  child.stdin?.end(input);
  return promise;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
