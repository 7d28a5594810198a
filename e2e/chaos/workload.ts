import { setTimeout as delay } from 'node:timers/promises';
import type { Cellar } from './cellar.ts';
import { operationsOf } from './verdict.ts';

export const workflowNames = ['install', 'uninstall'] as const;
export type WorkflowName = (typeof workflowNames)[number];

/** What an undisturbed execution of a workflow does and leaves behind. */
export interface Undisturbed {
  operations: string[];
  state: string;
}

export interface FinishedExecution {
  id: string;
  workflow: WorkflowName;
}

const pollMs = 20;

/** Installs and uninstalls the example, again and again, whatever happens to the servers. */
export class Workload {
  readonly #cellar: Cellar;
  readonly finished: FinishedExecution[] = [];
  /** Executions that did not end well or left another state than the undisturbed one, with the reason. */
  readonly wrong: string[] = [];
  current: FinishedExecution | null = null;
  #isEnding = false;

  constructor(cellar: Cellar) {
    this.#cellar = cellar;
  }

  /** One of each workflow while nothing is killed. */
  async undisturbed(): Promise<Record<WorkflowName, Undisturbed>> {
    const install = await this.#learn('install');
    return { install, uninstall: await this.#learn('uninstall') };
  }

  /** Ends after the uninstall that follows `end`, or with the first execution that goes wrong. */
  async run(expected: Record<WorkflowName, Undisturbed>): Promise<void> {
    while (!this.#isEnding && this.wrong.length === 0) {
      for (const workflow of workflowNames) {
        const id = await this.#execute(workflow);
        const state = await this.#cellar.state();
        if (state !== expected[workflow].state) {
          this.wrong.push(`${workflow} ${id} left ${state}, the undisturbed one ${expected[workflow].state}`);
        }
        if (this.wrong.length > 0) return;
      }
    }
  }

  end(): void {
    this.#isEnding = true;
  }

  async #learn(workflow: WorkflowName): Promise<Undisturbed> {
    const id = await this.#execute(workflow);
    if (this.wrong.length > 0) throw new Error(this.wrong.join('\n'));
    return { operations: operationsOf(await this.#cellar.marks(), id), state: await this.#cellar.state() };
  }

  async #execute(workflow: WorkflowName): Promise<string> {
    const id = await this.#cellar.start(workflow);
    this.current = { id, workflow };
    let row = await this.#cellar.ended(id);
    for (; row === null; row = await this.#cellar.ended(id)) await delay(pollMs);
    this.current = null;
    this.finished.push({ id, workflow });
    if (row.status !== 'terminated') {
      const undecided = row.undecided.map((operation) => `${operation.task}: ${operation.reason}`).join('; ');
      const log = await this.#cellar.tail(id);
      this.wrong.push(`${workflow} ${id} is ${row.status}: ${row.error ?? ''} ${undecided}\n${log}`);
    }
    return id;
  }
}
