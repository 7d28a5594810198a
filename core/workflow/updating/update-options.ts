import type { Json, JsonObject } from '../../blueprint/json.ts';
import { WorkflowRefusal } from '../definition.ts';
import type { WorkflowModel } from '../model.ts';
import type { PendingUpdate } from '../pending-update.ts';
import { isTrue } from '../selection.ts';

/** How an update is carried out (runtime.md A.11). */
export interface UpdateOptions {
  skipInstall: boolean;
  skipUninstall: boolean;
  skipReinstall: boolean;
  skipDriftCheck: boolean;
  skipHeal: boolean;
  forceReinstall: boolean;
  ignoreFailure: boolean;
  /** Ids of instances that are reinstalled whether they changed or not. */
  reinstallList: readonly string[];
}

/**
 * The options in the parameters of the workflow, under the names of the reference's present and former releases.
 * @throws WorkflowRefusal when they ask for what an update cannot do.
 */
export function updateOptions(parameters: JsonObject): UpdateOptions {
  if (isTrue(parameters, 'install_first')) throw new WorkflowRefusal(noInstallFirst);
  if (isTrue(parameters, 'preview')) throw new WorkflowRefusal(noPreview);
  if (isNamed(parameters['workflow_id'])) throw new WorkflowRefusal(noOtherWorkflow);
  return {
    skipInstall: isTrue(parameters, 'skip_install'),
    skipUninstall: isTrue(parameters, 'skip_uninstall'),
    skipReinstall: isTrue(parameters, 'skip_reinstall'),
    skipDriftCheck: isTrue(parameters, 'skip_drift_check'),
    skipHeal: isTrue(parameters, 'skip_heal'),
    forceReinstall: isTrue(parameters, 'force_reinstall'),
    ignoreFailure: isTrue(parameters, 'ignore_failure'),
    reinstallList: [...idsIn(parameters['reinstall_list']), ...idsIn(parameters['node_instances_to_reinstall'])],
  };
}

const noInstallFirst =
  'An update cannot install before it uninstalls ("install_first"): the deployment has either its old model or its new ' +
  'one, and what is removed belongs to the old one. Leave the parameter out.';
const noPreview =
  'An update is previewed before it is started and not by its workflow. Leave the parameter "preview" out.';
const noOtherWorkflow =
  'An update cannot hand its work to another workflow ("workflow_id"). Start it without one, with "skip_install", ' +
  '"skip_uninstall" and "skip_reinstall", and run that workflow afterwards.';

function isNamed(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

function idsIn(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
}

/** @throws WorkflowRefusal when an id in the list is one of no instance. */
export function requireKnown(list: readonly string[], { instances }: WorkflowModel, update: PendingUpdate): void {
  const known = new Set([...instances.map(({ id }) => id), ...update.added.map(({ id }) => id)]);
  const strangers = list.filter((id) => !known.has(id));
  if (strangers.length === 0) return;
  const named = strangers.slice(0, 10).map((id) => `"${id}"`);
  const more = strangers.length > named.length ? ` and ${strangers.length - named.length} more` : '';
  throw new WorkflowRefusal(
    `The reinstall list names ${named.join(', ')}${more}, which the deployment does not have. Name ids of its node instances.`,
  );
}
