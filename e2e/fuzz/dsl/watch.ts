import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export type ChildMessage =
  | { kind: 'start'; number: number }
  | { kind: 'end'; number: number; cpuMs: number }
  | { kind: 'failure'; number: number; problems: string[]; where: string; text: string };

/** Something the compiler must not do, and the case that makes it. */
export interface Finding {
  number: number;
  problem: string;
  where: string;
  /** The damaged file, minimised; null when the process died of it. */
  text: string | null;
}

export interface Watched {
  cases: number;
  slowestMs: number;
  findings: Finding[];
}

interface Run {
  folder: string;
  seed: number;
  first: number;
  count: number;
  /** On the clock of `performance.now`. */
  deadline: number;
}

/** CPU time that one case may take. */
const allowedMs = 1000;
/** Wall-clock time after which a case counts as hanging, machine busy or not. */
const hangsAfterMs = 20_000;
/** More findings of one run are hardly read. */
const enough = 20;

/** Runs cases in child processes until all are done, time is up or enough was found. A dead or hanging one is replaced. */
export async function watch(run: Run): Promise<Watched> {
  const watched: Watched = { cases: 0, slowestMs: 0, findings: [] };
  let next = run.first;
  const last = run.first + run.count;
  while (next < last && performance.now() < run.deadline && watched.findings.length < enough) {
    next = await runChild({ ...run, first: next, count: last - next }, watched);
  }
  return watched;
}

/** Returns the number of the case to go on with. */
function runChild(run: Run, watched: Watched): Promise<number> {
  const args = [run.folder, run.seed, run.first, run.count].map(String);
  const child = fork(join(import.meta.dirname, 'child.ts'), args);
  let current = run.first;
  let isRunning = false;
  let heard = false;
  let since = performance.now();
  const find = (problem: string): void => {
    watched.findings.push({ number: current, problem, where: '', text: null });
  };
  const timer = setInterval(() => {
    if (isRunning && performance.now() - since > hangsAfterMs) {
      find(`no end after ${hangsAfterMs / 1000} s`);
      isRunning = false;
      child.kill('SIGKILL');
    } else if (performance.now() > run.deadline || watched.findings.length >= enough) {
      isRunning = false;
      child.kill('SIGKILL');
    }
  }, 200);
  child.on('message', (message: ChildMessage) => {
    heard = true;
    since = performance.now();
    current = message.number;
    isRunning = message.kind === 'start';
    note(message, watched);
  });
  return ended(child).then((code) => {
    clearInterval(timer);
    if (!heard && performance.now() < run.deadline)
      throw new Error(`The process did not come to its first case: ${code}.`);
    if (isRunning) find(`the process ended with ${code}`);
    return current + 1;
  });
}

function note(message: ChildMessage, watched: Watched): void {
  if (message.kind === 'end') {
    watched.cases += 1;
    watched.slowestMs = Math.max(watched.slowestMs, message.cpuMs);
    if (message.cpuMs > allowedMs) {
      const problem = `${Math.round(message.cpuMs)} ms of CPU time`;
      watched.findings.push({ number: message.number, problem, where: '', text: null });
    }
  } else if (message.kind === 'failure') {
    const { number, where, text, problems } = message;
    watched.findings.push({ number, where, text, problem: problems.join('\n') });
  }
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? String(code)));
  });
}
