import type { OperationContext, OperationFunction } from '../../../core/ports/operation.ts';
import type { Hosts } from '../../hosts/hosts.ts';
import { createFetchGuarded, type FetchGuarded } from '../../security/egress/fetch-guarded.ts';
import { runScript, type ScriptParts } from './run-script.ts';

const operations: Readonly<
  Record<string, (parts: ScriptParts, context: OperationContext) => ReturnType<OperationFunction>>
> = {
  'script.script_runner.tasks.run': runScript,
};

/** The names of the script plugin's operations, `plugin.mapping`. */
export const scriptOperationNames: readonly string[] = Object.keys(operations);

/** The operations of the script plugin, by their names. Without `fetchGuarded` no script comes from the web. */
export function scriptOperations(
  hosts: Hosts,
  fetchGuarded: FetchGuarded = createFetchGuarded([]),
): ReadonlyMap<string, OperationFunction> {
  const parts: ScriptParts = { hosts, fetchGuarded };
  return new Map(Object.entries(operations).map(([name, run]) => [name, (context) => run(parts, context)]));
}
