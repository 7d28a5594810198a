import type { OperationFunction } from '../../../core/ports/operation.ts';
import type { Hosts } from '../../hosts/hosts.ts';
import { runScript } from './run-script.ts';

/** The operations of the script plugin, by `plugin.mapping`. */
export function scriptOperations(hosts: Hosts): ReadonlyMap<string, OperationFunction> {
  return new Map([['script.script_runner.tasks.run', (context) => runScript(hosts, context)]]);
}
