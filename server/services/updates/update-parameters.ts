import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { UpdateOptions } from '../../api/update-contract.ts';

/** The parameters of the workflow `update`, as the reference names them. Every option has one, so that a run shows them all. */
export function updateParameters(options: UpdateOptions = {}): JsonObject {
  return {
    skip_install: options.skipInstall ?? false,
    skip_uninstall: options.skipUninstall ?? false,
    skip_reinstall: options.skipReinstall ?? false,
    skip_drift_check: options.skipDriftCheck ?? false,
    skip_heal: options.skipHeal ?? false,
    force_reinstall: options.forceReinstall ?? false,
    ignore_failure: options.ignoreFailure ?? false,
    reinstall_list: options.reinstallList ?? [],
  };
}
