import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import type { OperationContext } from '../../../../core/ports/operation.ts';
import type { Hosts } from '../../../hosts/hosts.ts';
import type { FabricConnection } from '../connection.ts';

/** What a task that is written in TypeScript is given. */
export interface NativeTaskCall {
  hosts: Hosts;
  context: OperationContext;
  connection: FabricConnection;
  /** `task_properties` of the operation. */
  properties: JsonObject;
}

/** A task that this product carries out itself; returns the operation's result or throws the errors of operations. */
export type NativeTask = (call: NativeTaskCall) => Promise<Json>;

/**
 * Tasks by the `task_mapping` that blueprints give to `run_module_task`. They run instead of the Python module of that
 * name, which need not be there. What such a task does must be safe to take up again, like any operation.
 */
export type NativeTasks = ReadonlyMap<string, NativeTask>;
