import { SeqSet } from '../../../../core/log/seq-set.ts';

/** For each set the members among some lines, as distances from the line before the first of them, in any order. */
export type Found = readonly (readonly number[])[];

/** Looks at the lines after `after` up to `to`. */
export type Look = (after: number, to: number) => Promise<Found>;

interface Step {
  after: number;
  to: number;
  /** Somebody waits for this one, not for all. */
  isUrgent: boolean;
  found: Promise<Found>;
  /** Set once it is there. */
  result: Found | null;
  resolve: (found: Found) => void;
  reject: (fault: unknown) => void;
}

/** How many lines one look takes in; the process does other things in between. */
export const stepLines = 50_000;
/** How many looks at a log there are at the same time. */
const lanes = 2;

/**
 * Looks through a log step by step, each of its lines once, whoever asks: somebody who waits for the nearest member from
 * a line on has those steps taken first, and whoever counts all of them finds these done. What was found grows into
 * sets, from the first line on, without a gap.
 */
export class LogScan {
  readonly sets: readonly SeqSet[];
  readonly #look: Look;
  /** Those that are not in the sets yet, by `after`. Each begins where another one ends, or at a multiple of their length. */
  readonly #steps = new Map<number, Step>();
  #queue: Step[] = [];
  #running = 0;

  constructor(look: Look, sets = 1) {
    this.#look = look;
    this.sets = Array.from({ length: sets }, () => new SeqSet());
  }

  /** Lines up to here are in the sets. */
  get covered(): number {
    return this.first.covered;
  }

  /** The only set, or the first one. */
  get first(): SeqSet {
    return this.sets[0] as SeqSet;
  }

  /** Memory that it takes, in bytes, about. */
  get size(): number {
    let bytes = 0;
    for (const set of this.sets) bytes += set.size;
    for (const { result } of this.#steps.values()) for (const found of result ?? []) bytes += found.length * 8;
    return bytes;
  }

  /** Resolves once the sets have all lines up to `lastSeq`. */
  async cover(lastSeq: number): Promise<void> {
    while (this.covered < lastSeq) {
      await Promise.all(this.#stepsOf(this.covered, lastSeq, false).map(({ found }) => found));
    }
  }

  /** The first `count` members of the first set after a line, in order; none after `lastSeq`. */
  async after(seq: number, count: number, lastSeq: number): Promise<number[]> {
    const members: number[] = [];
    let at = Math.max(0, seq);
    while (members.length < count && at < lastSeq) {
      if (at < this.covered) {
        members.push(...this.first.slice(this.first.rank(at + 1), count - members.length));
        at = this.covered;
        continue;
      }
      const from = this.#beginOf(at + 1);
      const end = Math.min(lastSeq, endOf(from));
      const steps = this.#stepsOf(from, end, true);
      this.#stepsOf(end, Math.min(lastSeq, endOf(end)), true);
      const found = (await Promise.all(steps.map(membersOf))).flat();
      members.push(...found.filter((member) => member > at));
      at = end;
    }
    return members.filter((member) => member <= lastSeq).slice(0, count);
  }

  /** The last `count` members of the first set before a line, in order; none after `lastSeq`. */
  async before(seq: number, count: number, lastSeq: number): Promise<number[]> {
    let members: number[] = [];
    let at = Math.min(seq, lastSeq + 1);
    while (members.length < count && at > 1) {
      if (at - 1 <= this.covered) {
        const end = this.first.rank(at);
        const start = Math.max(0, end - (count - members.length));
        return [...this.first.slice(start, end - start), ...members];
      }
      const from = this.#beginOf(at - 1);
      const steps = this.#stepsOf(from, Math.min(lastSeq, endOf(from)), true);
      if (from > this.covered) this.#stepsOf(this.#beginOf(from), from, true);
      const found = (await Promise.all(steps.map(membersOf))).flat();
      members = [...found.filter((member) => member < at), ...members].slice(-count);
      at = from + 1;
    }
    return members;
  }

  /** Where the step begins that a line which is not in the sets belongs to. */
  #beginOf(seq: number): number {
    return Math.max(this.covered, Math.floor((seq - 1) / stepLines) * stepLines);
  }

  /** The steps from one line to another, in order; those that nobody has asked for yet are put into the queue. */
  #stepsOf(from: number, to: number, isUrgent: boolean): Step[] {
    const steps: Step[] = [];
    for (let after = from; after < to; after = steps.at(-1)?.to ?? to) {
      const step = this.#steps.get(after) ?? this.#newStep(after, Math.min(to, endOf(after)));
      step.isUrgent ||= isUrgent;
      steps.push(step);
    }
    this.#goOn();
    return steps;
  }

  #newStep(after: number, to: number): Step {
    const { promise: found, resolve, reject } = Promise.withResolvers<Found>();
    // Not everybody who asks for a step waits for it.
    found.catch(() => {});
    const step: Step = { after, to, isUrgent: false, found, result: null, resolve, reject };
    this.#steps.set(after, step);
    this.#queue.push(step);
    return step;
  }

  #goOn(): void {
    while (this.#running < lanes && this.#queue.length > 0) {
      const at = Math.max(
        0,
        this.#queue.findIndex(({ isUrgent }) => isUrgent),
      );
      for (const step of this.#queue.splice(at, 1)) void this.#take(step);
    }
  }

  async #take(step: Step): Promise<void> {
    this.#running += 1;
    try {
      step.result = await this.#look(step.after, step.to);
      this.#add();
      step.resolve(step.result);
    } catch (fault) {
      // What is wrong with one look is wrong with all of them.
      for (const other of [step, ...this.#queue]) {
        this.#steps.delete(other.after);
        other.reject(fault);
      }
      this.#queue = [];
    } finally {
      this.#running -= 1;
      this.#goOn();
    }
  }

  /** Puts what is next to the sets into them. */
  #add(): void {
    for (let step = this.#steps.get(this.covered); step?.result; step = this.#steps.get(this.covered)) {
      this.#steps.delete(step.after);
      for (const [place, set] of this.sets.entries()) set.extend(step.result[place] ?? [], step.to);
    }
  }
}

function endOf(after: number): number {
  return (Math.floor(after / stepLines) + 1) * stepLines;
}

async function membersOf({ after, found }: Step): Promise<number[]> {
  const [distances = []] = await found;
  return distances.map((distance) => after + distance).sort((a, b) => a - b);
}
