import { executionsOf } from './attempt-name.ts';
import type { FinishedExecutions } from './finished-executions.ts';
import { sweepCommand } from './launcher/commands.ts';
import { runCommand } from './run-command.ts';
import type { Transport } from './transport.ts';

/**
 * Removes the launcher's folders of executions that are over. Only the database knows that an attempt's outcome is
 * recorded, so nothing is removed without asking it; what no database knows any more goes after 30 days.
 */
export class StateSweeper {
  readonly #finished: FinishedExecutions;
  readonly #visited = new Map<string, Map<string, Transport>>();
  readonly #running = new Set<Promise<void>>();

  constructor(finished: FinishedExecutions) {
    this.#finished = finished;
  }

  /** Called when an execution uses a host; the first time, the host forgets executions that are over. */
  visit(transport: Transport, executionId: string): void {
    const seen = this.#visited.get(executionId) ?? new Map<string, Transport>();
    this.#visited.set(executionId, seen);
    if (seen.has(transport.name)) return;
    seen.set(transport.name, transport);
    this.#inBackground(this.#sweep(transport, executionId));
  }

  /** Removes what a finished execution left on all hosts it used from this process. */
  async forget(executionId: string): Promise<void> {
    const transports = [...(this.#visited.get(executionId)?.values() ?? [])];
    this.#visited.delete(executionId);
    await Promise.allSettled(transports.map((transport) => sweep(transport, 'forget', [executionId])));
  }

  async idle(): Promise<void> {
    await Promise.allSettled([...this.#running]);
  }

  async #sweep(transport: Transport, current: string): Promise<void> {
    const names = (await sweep(transport, 'list', [])).split('\n');
    const others = executionsOf(names).filter((id) => id !== current);
    if (others.length === 0) return;
    const over = await this.#finished(others);
    if (over.length > 0) await sweep(transport, 'forget', over);
  }

  #inBackground(work: Promise<void>): void {
    // Tidying up is never a reason for an operation to fail; the next visit tries again.
    const quiet = work.catch(() => undefined);
    this.#running.add(quiet);
    void quiet.then(() => this.#running.delete(quiet));
  }
}

function sweep(transport: Transport, verb: 'list' | 'forget', executionIds: string[]): Promise<string> {
  const { command, payload } = sweepCommand(verb, executionIds);
  return runCommand(transport, command, payload);
}
