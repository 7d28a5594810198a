import type { Announcement } from './phases.ts';
import type { EffectsTask, EffectTemplate, OperationTask, Task } from './task-graph.ts';

/** An operation that is not yet placed in a graph. */
export type UnplacedOperation = Omit<OperationTask, 'kind' | 'id' | 'dependencies' | 'parent'> & {
  /** The end of its id, unique in the sequence. */
  key: string;
};

const mostPairs = 16;

/**
 * A chain of operations and effects inside one subgraph. Effects that follow one another become one task, so that an
 * instance costs about two tasks an operation.
 */
export interface Sequence {
  /** Says something or sets a state. `isClosing`: it tells what has already happened. */
  announce(announcement: Announcement, isClosing: boolean): void;
  /** Operations that run side by side, after everything that was added before. */
  fork(operations: readonly UnplacedOperation[]): void;
  /** Places what was announced last. Must be called once, at the end. */
  end(): void;
  /** The task that follows each operation, by the operation's key: it ends when the operation's effects have happened. */
  readonly followers: ReadonlyMap<string, string>;
  /** The tasks after which the whole sequence has ended. */
  readonly tails: readonly string[];
}

/** A graph in the making. */
export interface GraphDraft {
  readonly tasks: Task[];
  /** Every list of effects that occurs, so that equal ones are kept once. */
  readonly effectLists: Map<string, readonly EffectTemplate[]>;
}

export function createDraft(): GraphDraft {
  return { tasks: [], effectLists: new Map() };
}

/** Starts a sequence whose tasks go to the draft, with ids below `id`, the id of their subgraph. */
export function createSequence({ tasks, effectLists }: GraphDraft, id: string, instance: string): Sequence {
  let tails: string[] = [];
  let effects: EffectTemplate[] = [];
  let closing = 0;
  let isOpen = false;
  let effectTasks = 0;
  let unfollowed: string[] = [];
  const followers = new Map<string, string>();

  function place(task: Task): void {
    tasks.push(task);
    for (const key of unfollowed) followers.set(key, task.id);
    unfollowed = [];
  }

  function placeEffects(): void {
    const task: EffectsTask = {
      kind: 'effects',
      id: `${id}/effects-${effectTasks++}`,
      parent: id,
      dependencies: tails,
      instance,
      effects: shared(effectLists, effects),
    };
    if (closing > 0) task.closing = closing;
    place(task);
    tails = [task.id];
    effects = [];
    closing = 0;
    isOpen = false;
  }

  return {
    followers,
    get tails() {
      return tails;
    },
    announce({ text, state, properties }, isClosing) {
      if (state !== undefined) effects.push({ kind: 'set-state', state });
      if (properties !== undefined) effects.push({ kind: 'system-properties', values: properties });
      if (text !== undefined) effects.push({ kind: 'event', type: 'workflow_node_event', text });
      if (!isClosing) isOpen = true;
      if (!isOpen) closing = effects.length;
    },
    fork(operations) {
      if (operations.length === 0) return;
      // Without a task between them, two wide forks would need one dependency for each pair of operations.
      if (effects.length > 0 || tails.length * operations.length > mostPairs) placeEffects();
      const dependencies = tails;
      tails = operations.map(({ key, ...operation }) => {
        const task: OperationTask = { kind: 'operation', id: `${id}/${key}`, parent: id, dependencies, ...operation };
        tasks.push(task);
        return task.id;
      });
      for (const key of unfollowed) followers.set(key, tails[0] as string);
      unfollowed = operations.map((operation) => operation.key);
    },
    end() {
      if (effects.length > 0) placeEffects();
    },
  };
}

function shared(lists: GraphDraft['effectLists'], effects: readonly EffectTemplate[]): readonly EffectTemplate[] {
  const key = JSON.stringify(effects);
  const known = lists.get(key);
  if (known) return known;
  lists.set(key, effects);
  return effects;
}
