import type { Json } from '../../../core/blueprint/json.ts';
import type { OperationContext, OperationFunction } from '../../../core/ports/operation.ts';
import type { Hosts } from '../../hosts/hosts.ts';
import { runCommands } from './run-commands.ts';
import { runScript } from './run-script.ts';
import type { NativeTasks } from './tasks/native-tasks.ts';
import { runModuleTask, runTask } from './tasks/run-task.ts';

type Run = (hosts: Hosts, context: OperationContext, native: NativeTasks) => Promise<Json>;

const operations: Readonly<Record<string, Run>> = {
  'fabric.fabric_plugin.tasks.run_commands': runCommands,
  'fabric.fabric_plugin.tasks.run_script': runScript,
  'fabric.fabric_plugin.tasks.run_task': runTask,
  'fabric.fabric_plugin.tasks.run_module_task': runModuleTask,
};

/** The names of the Fabric plugin's operations, `plugin.mapping`. */
export const fabricOperationNames: readonly string[] = Object.keys(operations);

/**
 * The operations of the Fabric plugin, by their names; the same for all versions of the plugin. `native`: tasks that
 * are carried out here and not in Python.
 */
export function fabricOperations(
  hosts: Hosts,
  native: NativeTasks = new Map(),
): ReadonlyMap<string, OperationFunction> {
  return new Map(Object.entries(operations).map(([name, run]) => [name, (context) => run(hosts, context, native)]));
}
