import type { Json } from '../../blueprint/json.ts';
import { applyChange } from '../apply-changes.ts';
import { type BuildOptions, optionsOf } from '../build-options.ts';
import { indexContainment } from '../containment.ts';
import { type WorkflowLine, WorkflowRefusal, type WorkflowTurn } from '../definition.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import type { ModelChange } from '../model-change.ts';
import type { PendingUpdate } from '../pending-update.ts';
import { gainedLinks, type LinkPositions } from './changed-links.ts';
import { requireKnown, type UpdateOptions, updateOptions } from './update-options.ts';

/** What an update keeps between its graphs: ids of instances, and the phase of the graph that it has given last. */
export interface UpdateMemory {
  phase: string;
  /** Nothing of the deployment was installed when the update began: only its model changes. */
  isModelOnly: boolean;
  /** New relationships of instances that stay, by their places in the new model. */
  gained: LinkPositions;
  /** To be updated in place, and those of them that are to run their own operations. */
  toUpdate: string[];
  drifted: string[];
  toReinstall: string[];
}

/** An update under way: where it stands, and what is to change before its next graph. */
export class UpdateCourse {
  readonly turn: WorkflowTurn;
  readonly options: UpdateOptions;
  readonly memory: UpdateMemory;
  readonly changes: ModelChange[] = [];
  readonly says: WorkflowLine[] = [];
  #model: WorkflowModel;

  /** @throws WorkflowRefusal when there is no update, or it is to be done in a way in which it cannot be. */
  constructor(turn: WorkflowTurn) {
    this.turn = turn;
    this.#model = turn.model;
    this.options = updateOptions(turn.parameters);
    this.memory = turn.memory === null ? this.#begin() : memoryOf(turn.memory);
  }

  /** The deployment as it is after the changes so far. */
  get model(): WorkflowModel {
    return this.#model;
  }

  get update(): PendingUpdate {
    const { update } = this.#model;
    if (update === null) throw new WorkflowRefusal(noUpdate);
    return update;
  }

  get buildOptions(): BuildOptions {
    return optionsOf(this.turn);
  }

  change(change: ModelChange): void {
    this.changes.push(change);
    this.#model = applyChange(this.#model, change);
  }

  /** Says something before the next graph. Of many instances only the first ones are named. */
  say(text: string, instances: readonly string[] = []): void {
    const named = instances.slice(0, mostNamed).join(', ');
    const more = instances.length > mostNamed ? ` (and ${instances.length - mostNamed} more)` : '';
    this.says.push({ kind: 'log', level: 'info', text: instances.length === 0 ? text : `${text}: ${named}${more}` });
  }

  /** The instances with these ids that there are, in the order of the model. */
  instances(ids: Iterable<string>): Set<WorkflowInstance> {
    const wanted = new Set(ids);
    return new Set(this.#model.instances.filter(({ id }) => wanted.has(id)));
  }

  /** The same with all that they contain. */
  withContained(ids: Iterable<string>): Set<WorkflowInstance> {
    return indexContainment(this.#model).withContained(this.instances(ids));
  }

  #begin(): UpdateMemory {
    const { update, model } = this;
    if (update.isAdopted) throw new WorkflowRefusal(isAdopted);
    if (model.modification !== null) throw new WorkflowRefusal(isScaling);
    requireKnown(this.options.reinstallList, model, update);
    const isModelOnly = !model.instances.some(isInstalled);
    return {
      phase: '',
      isModelOnly,
      gained: gainedLinks(model, update),
      toUpdate: [],
      drifted: [],
      toReinstall: [],
    };
  }
}

/** True when there is something of the instance. */
export function isInstalled({ state }: WorkflowInstance): boolean {
  return state !== 'uninitialized' && state !== 'deleted';
}

/** Instances that a line names. */
const mostNamed = 10;

const noUpdate =
  'This workflow carries out an update that was planned, and none was. Plan one first: choose a blueprint version or ' +
  'other inputs for the deployment, look at what it changes, and start it from there.';
const isAdopted = 'The update was carried out already, up to its new model. Plan another one.';
const isScaling =
  'A scale of this deployment has begun and is neither finished nor rolled back. Scale it with "abort_started" first.';

function memoryOf(memory: Json): UpdateMemory {
  return memory as unknown as UpdateMemory;
}

/** Memory as it is stored. */
export function storable(memory: UpdateMemory): Json {
  return memory as unknown as Json;
}
