import type { Json } from '../../../core/blueprint/json.ts';
import type { OperationContext, OperationFunction } from '../../../core/ports/operation.ts';
import type { Hosts } from '../../hosts/hosts.ts';
import type { FetchGuarded } from '../../security/egress/fetch-guarded.ts';
import { runCommands } from './run-commands.ts';
import { runScript } from './run-script.ts';
import type { NativeTasks } from './tasks/native-tasks.ts';
import { runModuleTask, runTask } from './tasks/run-task.ts';

type Run = (hosts: Hosts, context: OperationContext, parts: FabricParts) => Promise<Json>;

/** What the operations use beside the hosts. */
export interface FabricParts {
  /** Tasks that are carried out here and not in Python. Default: none. */
  native?: NativeTasks;
  /** How scripts come from the web. Default: none do. */
  fetchGuarded?: FetchGuarded;
}

const operations: Readonly<Record<string, Run>> = {
  'fabric.fabric_plugin.tasks.run_commands': runCommands,
  'fabric.fabric_plugin.tasks.run_script': runScript,
  'fabric.fabric_plugin.tasks.run_task': runTask,
  'fabric.fabric_plugin.tasks.run_module_task': runModuleTask,
};

/** The names of the Fabric plugin's operations, `plugin.mapping`. */
export const fabricOperationNames: readonly string[] = Object.keys(operations);

/** The operations of the Fabric plugin, by their names; the same for all versions of the plugin. */
export function fabricOperations(hosts: Hosts, parts: FabricParts = {}): ReadonlyMap<string, OperationFunction> {
  return new Map(Object.entries(operations).map(([name, run]) => [name, (context) => run(hosts, context, parts)]));
}
