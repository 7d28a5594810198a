import type { OperationContext, OperationFunction } from '../../../core/ports/operation.ts';
import type { Hosts } from '../../hosts/hosts.ts';
import { runScript } from './run-script.ts';

const operations: Readonly<Record<string, (hosts: Hosts, context: OperationContext) => ReturnType<OperationFunction>>> =
  {
    'script.script_runner.tasks.run': runScript,
  };

/** The names of the script plugin's operations, `plugin.mapping`. */
export const scriptOperationNames: readonly string[] = Object.keys(operations);

/** The operations of the script plugin, by their names. */
export function scriptOperations(hosts: Hosts): ReadonlyMap<string, OperationFunction> {
  return new Map(Object.entries(operations).map(([name, run]) => [name, (context) => run(hosts, context)]));
}
