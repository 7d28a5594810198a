import { setTimeout as delay } from 'node:timers/promises';
import { reasonOf } from '../../db/database-fault.ts';
import { type Claim, parkExecution, releaseExecution, renewLease } from '../../db/repositories/execution-claim.ts';
import { crashPoint } from './crash-point.ts';
import { ClaimLost } from './recorder.ts';
import { WorkflowRun, type WorkflowRunParts } from './workflow-run.ts';

/** `ended`: finished. `lost`: another worker has it. `released`: given back. `broken`: this version cannot go on. */
export type RunEnd = { kind: 'ended' | 'lost' | 'released' } | { kind: 'broken'; fault: Error };

export interface RunParts extends Omit<WorkflowRunParts, 'onEnd' | 'onFault' | 'beforeStage'> {
  claim: Claim;
  leaseMs: number;
  /** How long it waits for a person before it lets go of the execution. */
  parkMs: number;
}

/** How long the last group, and giving the execution back, may take when the server stops. */
const lastWriteMs = 1_000;

/** Owns one execution: keeps its claim, hears what people ask for, and lets go of it when the server stops. */
export class ExecutionRun {
  readonly #parts: Pick<RunParts, 'dependencies' | 'row' | 'claim' | 'leaseMs' | 'parkMs' | 'recorder'>;
  readonly #workflow: WorkflowRun;
  readonly #end = Promise.withResolvers<RunEnd>();
  #lease: NodeJS.Timeout | null = null;
  #renewal: Promise<void> | null = null;
  #isRenewalDue = false;
  #isReleasing = false;
  #isOver = false;
  /** Since when it has waited for nothing but a person. */
  #idleSince: number | null = null;

  constructor(parts: RunParts) {
    const { dependencies, row, claim, leaseMs, parkMs, recorder } = parts;
    this.#parts = { dependencies, row, claim, leaseMs, parkMs, recorder };
    this.#workflow = new WorkflowRun({
      ...parts,
      onEnd: () => this.#stop({ kind: 'ended' }),
      onFault: (fault) => this.fail(fault),
      beforeStage: () => this.checkRequests(),
    });
  }

  get groupId(): string | null {
    return this.#parts.row.groupId;
  }

  get claim(): Claim {
    return this.#parts.claim;
  }

  /** Resolves when this process has nothing more to do with the execution. */
  async run(): Promise<RunEnd> {
    this.#lease = setInterval(() => void this.checkRequests(), this.#parts.leaseMs / 3);
    this.#workflow.run().catch((fault: unknown) => this.fail(fault as Error));
    return await this.#end.promise;
  }

  /** Renews the lease and looks whether people ask for something; resolves when that is taken. Never rejects. */
  async checkRequests(): Promise<void> {
    if (this.#isOver) return;
    this.#isRenewalDue = true;
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = null;
    });
    await this.#renewal;
  }

  /** The claim is lost, or a write failed for good. */
  fail(fault: Error): void {
    this.#stop(fault instanceof ClaimLost ? { kind: 'lost' } : { kind: 'broken', fault });
  }

  /**
   * Begins nothing more, lets operations go on on their hosts, writes what is known, and gives the execution back.
   * Operations that only live in this process have `patienceMs` to end; what does not is found out by the next owner.
   */
  async release(patienceMs: number): Promise<void> {
    if (this.#isOver || this.#isReleasing) return;
    this.#isReleasing = true;
    const { recorder, claim, dependencies } = this.#parts;
    const patience = new AbortController();
    const isTooLate = delay(patienceMs, undefined, { signal: patience.signal }).catch(() => {});
    await Promise.race([this.#workflow.drain(), isTooLate, this.#end.promise]);
    patience.abort();
    const written = recorder.flushed().then(
      () => true,
      () => false,
    );
    const isWritten = await Promise.race([written, delay(lastWriteMs, false)]);
    if (this.#isOver) return;
    if (this.#lease !== null) clearInterval(this.#lease);
    recorder.end();
    if (isWritten) {
      // Without it the next worker waits for the lease to run out; nothing else is lost.
      await Promise.race([releaseExecution(dependencies.db, claim).catch(() => {}), delay(lastWriteMs)]);
    }
    this.#stop({ kind: 'released' });
  }

  #stop(end: RunEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#lease !== null) clearInterval(this.#lease);
    this.#workflow.close();
    this.#parts.recorder.end();
    this.#end.resolve(end);
  }

  async #renew(): Promise<void> {
    const { dependencies, claim, leaseMs, recorder } = this.#parts;
    while (this.#isRenewalDue && !this.#isOver) {
      this.#isRenewalDue = false;
      try {
        // Requests leave the row with the group that takes them; none may be taken twice.
        await recorder.flushed();
        crashPoint('before-lease-renewal');
        const requests = await renewLease(dependencies.db, claim, leaseMs);
        crashPoint('after-lease-renewal');
        if (requests === null) {
          this.fail(new ClaimLost('Another worker has taken the execution over.'));
          return;
        }
        if (this.#isReleasing) continue;
        this.#workflow.takeRequests(requests);
        await this.#parkWhenIdle();
      } catch (fault) {
        // Writes find out for themselves that the database is away; the next renewal is due soon.
        if (!this.#isOver) dependencies.log('warning', 'The lease could not be renewed', { reason: reasonOf(fault) });
      }
    }
  }

  /** An execution that only a person can help on takes up no place here; whoever decides asks for it to be run again. */
  async #parkWhenIdle(): Promise<void> {
    const { dependencies, claim, recorder, parkMs } = this.#parts;
    if (!this.#workflow.waitsForPeople) this.#idleSince = null;
    else this.#idleSince ??= performance.now();
    if (this.#idleSince === null || performance.now() - this.#idleSince < parkMs) return;
    await recorder.flushed();
    if (await parkExecution(dependencies.db, claim)) this.#stop({ kind: 'released' });
    else this.#isRenewalDue = true;
  }
}
