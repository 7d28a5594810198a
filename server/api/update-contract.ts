import type { JsonObject } from '../../core/blueprint/json.ts';

/* What the procedures `updates.*` take and return. Times are ISO 8601 strings in UTC. */

/** How an update is carried out (runtime.md A.11). Absent: false, and an empty list. */
export interface UpdateOptions {
  /** What is added to the model is not installed. */
  skipInstall?: boolean | undefined;
  /** What is removed from the model is not uninstalled first. */
  skipUninstall?: boolean | undefined;
  /** Changed instances that cannot be updated in place are left as they are, save those of the reinstall list. */
  skipReinstall?: boolean | undefined;
  /** Instances are not asked whether they differ from their model. */
  skipDriftCheck?: boolean | undefined;
  /** Instances are not checked and healed before they are updated. */
  skipHeal?: boolean | undefined;
  /** Changed instances are reinstalled even if they could be updated in place. */
  forceReinstall?: boolean | undefined;
  /** Operations that fail while something is removed count as done. */
  ignoreFailure?: boolean | undefined;
  /** Ids of instances to reinstall whether they changed or not. */
  reinstallList?: string[] | undefined;
}

/** What is asked of an update: the latest version of a blueprint, or one version; neither: that of now with other inputs. */
export interface UpdateRequest {
  deploymentId: string;
  blueprintId?: string | undefined;
  versionId?: string | undefined;
  /** Values to change. Inputs that are not named keep theirs; those that the new blueprint has not are dropped. */
  inputs?: JsonObject | undefined;
}

/** A blueprint at one of its versions. */
export interface VersionView {
  blueprintId: string;
  blueprintName: string;
  versionId: string;
  version: number;
}

/** `planned`: it is only a plan. The others say how its execution stands. */
export type UpdateStatus = 'planned' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface UpdateSummary {
  id: string;
  deploymentId: string;
  deploymentName: string;
  status: UpdateStatus;
  /** When the new model became the deployment's; null while the old one is. */
  adoptedAt: string | null;
  from: VersionView;
  to: VersionView;
  executionId: string | null;
  createdAt: string;
  createdBy: string | null;
}

/** One difference between the two models: what, done to which part. Parts are named from the outside in, joined by `:`. */
export interface UpdateStepView {
  action: 'add' | 'remove' | 'modify';
  /** `node`, `relationship`, `property`, `operation`, `instances`, `output` ... */
  entityType: string;
  entityId: string;
}

export interface UpdateView extends UpdateSummary {
  oldInputs: JsonObject;
  newInputs: JsonObject;
  steps: UpdateStepView[];
  /** What becomes of instances; `related` ones stay and gain or lose relationships. */
  added: { id: string; node: string }[];
  removed: { id: string; node: string }[];
  related: { id: string; node: string; gained: string[]; lost: string[] }[];
}

/** An update to carry out, from the preview that was approved or with options of its own. */
export interface StartUpdateRequest {
  id: string;
  options?: UpdateOptions | undefined;
  /** The preview that was approved; its options are used, and the run refuses to differ from it. */
  previewId?: string | undefined;
  dryRun?: boolean | undefined;
  /** Start although other deployments depend on this one. */
  force?: boolean | undefined;
}

/** The answer to a request for an update: what differs, or what is wrong with which input. What it would run is asked for by `updates.preview`. */
export type PlanUpdateResult =
  | { ok: true; update: UpdateView }
  | { ok: false; problems: { input: string | null; message: string }[] };
