import type { JsonObject } from '../../blueprint/json.ts';
import { nearestName } from '../../diagnostics/nearest.ts';
import { WorkflowRefusal, type WorkflowTurn } from '../definition.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import { isTrue } from '../selection.ts';

/** What a heal is asked to do (runtime.md A.11). */
export interface HealRequest {
  /** The instance that fails; null: the whole deployment is looked at. */
  instance: WorkflowInstance | null;
  diagnosis: string;
  /** A removal goes on past operations that fail. */
  ignoreFailure: boolean;
  checkStatus: boolean;
  allowReinstall: boolean;
  /** Nothing is healed: all of it is installed anew. Releases before 5.0 know nothing else. */
  forceReinstall: boolean;
}

/** Reads the parameters of a heal. @throws WorkflowRefusal */
export function readHeal({ model, parameters }: WorkflowTurn): HealRequest {
  const isV3 = model.dialect === 'v3';
  const diagnosis = parameters['diagnose_value'] ?? 'Not provided';
  return {
    instance: findInstance(model, parameters),
    diagnosis: typeof diagnosis === 'string' ? diagnosis : JSON.stringify(diagnosis),
    ignoreFailure: isUnlessToldOtherwise(parameters, 'ignore_failure'),
    checkStatus: isUnlessToldOtherwise(parameters, 'check_status'),
    allowReinstall: isV3 || isUnlessToldOtherwise(parameters, 'allow_reinstall'),
    forceReinstall: isV3 || isTrue(parameters, 'force_reinstall'),
  };
}

function isUnlessToldOtherwise(parameters: JsonObject, name: string): boolean {
  return (parameters[name] ?? null) === null || isTrue(parameters, name);
}

function findInstance(model: WorkflowModel, parameters: JsonObject): WorkflowInstance | null {
  const id = parameters['node_instance_id'] ?? null;
  if (id === null || id === '') {
    if (model.dialect !== 'v3') return null;
    throw new WorkflowRefusal('Give "node_instance_id": the id of the node instance that is to be healed.');
  }
  const instance = model.instances.find((one) => one.id === id);
  if (instance !== undefined) return instance;
  const ids = model.instances.map((one) => one.id);
  const nearest = typeof id === 'string' ? nearestName(id, ids) : null;
  const hint = nearest === null ? '' : ` Did you mean "${nearest}"?`;
  throw new WorkflowRefusal(`The deployment has no node instance ${JSON.stringify(id)}.${hint}`);
}
