import type { Json } from '../../../core/blueprint/json.ts';
import type { OperationContext, OperationFunction } from '../../../core/ports/operation.ts';
import type { Hosts } from '../../hosts/hosts.ts';
import { runCommands } from './run-commands.ts';
import { runScript } from './run-script.ts';

const operations: Readonly<Record<string, (hosts: Hosts, context: OperationContext) => Promise<Json>>> = {
  'fabric.fabric_plugin.tasks.run_commands': runCommands,
  'fabric.fabric_plugin.tasks.run_script': runScript,
};

/** The names of the Fabric plugin's operations, `plugin.mapping`. */
export const fabricOperationNames: readonly string[] = Object.keys(operations);

/** The operations of the Fabric plugin, by their names; the same for all versions of the plugin. */
export function fabricOperations(hosts: Hosts): ReadonlyMap<string, OperationFunction> {
  return new Map(Object.entries(operations).map(([name, run]) => [name, (context) => run(hosts, context)]));
}
