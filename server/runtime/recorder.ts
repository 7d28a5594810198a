import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { isPassingFault } from '../../db/database-fault.ts';
import { type CommitGroup, commitGroup, findCommitState, tellWatchers } from '../../db/repositories/commit-group.ts';
import { commitStep, type StepRecord } from '../../db/repositories/commit-step.ts';
import type { Claim } from '../../db/repositories/execution-claim.ts';
import { crashPoint, isCrashPointArmed } from './crash-point.ts';
import { type GroupDraft, isEmpty, newDraft, pointsOf, rowsOf, toGroup } from './group-draft.ts';

/** Somebody else owns the execution, or this process has let go of it: nothing may be written or acted upon any more. */
export class ClaimLost extends Error {
  override name = 'ClaimLost';
}

export interface RecorderOptions {
  pool: Pool;
  claim: Claim;
  /** The last group and the last event that are committed. */
  commits: number;
  lastSeq: number;
  /** The graph that entries are about until the workflow moves on. */
  stage: number;
  /** Called once, when the claim turns out to be lost or a write fails for good. */
  onEnd(fault: Error): void;
  /** Writes fail for the time being (an error) or work again (null). */
  onTrouble(error: Error | null): void;
}

const groupMs = 10;
const groupRows = 500;
const longestWait = 2_000;

/** Waking watchers costs as much as a small commit, and nobody sees more than this. */
const noticeMs = 20;

/**
 * Writes an execution's groups one after the other (design.md 3.3). While one is being written the next one grows. What
 * somebody waits for is written at once, the rest within 10 ms.
 */
export class Recorder {
  readonly #options: RecorderOptions;
  #draft: GroupDraft;
  #commits: number;
  #seq: number;
  #stage: number;
  #writing: GroupDraft | null = null;
  #isDue = false;
  #timer: NodeJS.Timeout | null = null;
  #ended: Error | null = null;
  /** Runs for a while after watchers were woken. */
  #noticeTimer: NodeJS.Timeout | null = null;
  #isNoticeDue = false;
  readonly #stopWaiting = new AbortController();

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#commits = options.commits;
    this.#seq = options.lastSeq;
    this.#stage = options.stage;
    this.#draft = newDraft();
  }

  /** The group that is being gathered, to add to. Call `saved` or `write` afterwards. */
  get draft(): GroupDraft {
    return this.#draft;
  }

  /** The number of the next event. */
  nextSeq(): number {
    this.#seq++;
    return this.#seq;
  }

  /** Something was added that may wait for others for 10 ms. */
  saved(): void {
    if (this.#ended !== null) return;
    if (rowsOf(this.#draft) >= groupRows) this.write();
    else if (this.#timer === null && !this.#isDue) this.#timer = setTimeout(() => this.write(), groupMs);
  }

  /** Writes as soon as the group before is written. */
  write(): void {
    if (this.#ended !== null || this.#isDue) return;
    this.#isDue = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    // The rest of this turn of the event loop still belongs to the group.
    if (this.#writing === null) setImmediate(() => void this.#writeDue());
  }

  /** Resolves when everything added so far is committed; rejects with ClaimLost when it never will be. */
  async flushed(): Promise<void> {
    if (this.#ended !== null) throw this.#ended;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (!isEmpty(this.#draft)) {
      this.#draft.waiters.push({ resolve, reject });
      this.write();
    } else if (this.#writing !== null) this.#writing.waiters.push({ resolve, reject });
    else resolve();
    await promise;
  }

  /**
   * Everything added so far becomes durable together with this step of the workflow. No entry may be added until it
   * has resolved; those that come then are about the step's graph.
   */
  async commitStep(step: StepRecord): Promise<void> {
    this.#draft.step = step;
    await this.flushed();
  }

  /** Calls back when everything added so far is committed, and never when it is not. */
  afterCommit(callback: () => void): void {
    this.#draft.waiters.push({ resolve: callback, reject: () => {} });
    this.write();
  }

  /** Writes nothing more. */
  end(fault: Error = new ClaimLost('This server has let go of the execution.')): void {
    if (this.#ended !== null) return;
    this.#ended = fault;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#stopWaiting.abort();
    this.#tellWatchers();
    for (const waiter of this.#draft.waiters.splice(0)) waiter.reject(fault);
  }

  async #writeDue(): Promise<void> {
    if (this.#writing !== null) return;
    while (this.#isDue && this.#ended === null) {
      this.#isDue = false;
      const draft = this.#draft;
      this.#writing = draft;
      this.#draft = newDraft();
      if (!(await this.#commit(draft))) break;
      this.#writing = null;
      for (const waiter of draft.waiters) waiter.resolve();
    }
    this.#writing = null;
  }

  async #commit(draft: GroupDraft): Promise<boolean> {
    const points = isCrashPointArmed() ? pointsOf(draft) : [];
    for (const point of points) crashPoint(`before-${point}-commit`);
    const group: CommitGroup = {
      ...toGroup(draft, {
        claim: this.#options.claim,
        number: this.#commits + 1,
        lastSeq: this.#seq,
        stage: this.#stage,
      }),
      isSilent: this.#noticeTimer !== null && draft.step === null && draft.change.status === undefined,
    };
    try {
      await this.#writeUntilAnswered(group, draft.step);
    } catch (fault) {
      const reason = fault as Error;
      this.end(reason);
      for (const waiter of draft.waiters) waiter.reject(reason);
      this.#options.onEnd(reason);
      return false;
    }
    this.#noteNotice(group);
    this.#commits++;
    this.#stage = draft.step?.graph?.ordinal ?? this.#stage;
    for (const point of points) crashPoint(`after-${point}-commit`);
    return true;
  }

  /** Watchers of an execution whose groups follow each other closely are woken once for several of them. */
  #noteNotice({ isSilent = false }: CommitGroup): void {
    this.#isNoticeDue = isSilent;
    // The timer of the group before may have run out while this one was being written.
    if (isSilent && this.#noticeTimer !== null) return;
    if (this.#noticeTimer !== null) clearTimeout(this.#noticeTimer);
    if (this.#ended !== null) this.#tellWatchers();
    else this.#noticeTimer = setTimeout(() => this.#tellWatchers(), noticeMs);
  }

  #tellWatchers(): void {
    if (this.#noticeTimer !== null) clearTimeout(this.#noticeTimer);
    this.#noticeTimer = null;
    if (!this.#isNoticeDue) return;
    this.#isNoticeDue = false;
    // Without a connection nobody can be woken; watchers look again when theirs is back.
    tellWatchers(this.#options.pool, this.#options.claim.executionId).catch(() => {});
  }

  async #writeUntilAnswered(group: CommitGroup, step: StepRecord | null): Promise<void> {
    const { pool } = this.#options;
    for (let failures = 0; ; failures++) {
      try {
        const wasWritten =
          (await (step === null ? commitGroup(pool, group) : commitStep(pool, group, step))) === 'written' ||
          (failures > 0 && (await this.#isCommitted(group.number)));
        if (failures > 0) this.#options.onTrouble(null);
        if (wasWritten) return;
        throw new ClaimLost('Another worker has taken the execution over.');
      } catch (fault) {
        if (!isPassingFault(fault)) throw fault;
        this.#options.onTrouble(fault as Error);
        await this.#pause(Math.min(longestWait, 50 * 2 ** failures));
      }
    }
  }

  /** The connection broke in the middle of an earlier try; the group may have been written then. */
  async #isCommitted(number: number): Promise<boolean> {
    const { pool, claim } = this.#options;
    const state = await findCommitState(pool, claim.executionId);
    return state !== null && state.fence === claim.fence && state.commits === number;
  }

  async #pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#stopWaiting.signal }).catch(() => {
      throw this.#ended ?? new ClaimLost('This server has let go of the execution.');
    });
  }
}
