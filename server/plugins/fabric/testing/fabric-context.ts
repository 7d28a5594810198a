import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { PlanPlugin } from '../../../../core/plan/plan.ts';
import type { SshHost } from '../../../../e2e/hosts/host.ts';
import { MemoryContext, nodeAndInstance } from '../../../hosts/testing/memory-context.ts';

/** How a blueprint that imports that version of the plugin knows it. */
export function fabricPlugin(version: string): PlanPlugin {
  return {
    name: 'fabric',
    executor: 'central_deployment_agent',
    source: null,
    install: true,
    package_name: 'cloudify-fabric-plugin',
    package_version: version,
  };
}

/** An operation of a node without a host of its own, for that version of the plugin. */
export function fabricContext(version: string, inputs: JsonObject): MemoryContext {
  const context = new MemoryContext();
  context.executor = 'central_deployment_agent';
  context.self = nodeAndInstance('app', {});
  context.self.node.plugins = [fabricPlugin(version)];
  context.inputs = inputs;
  return context;
}

/** The input `fabric_env` for a host. */
export function envOf(host: SshHost, more: JsonObject = {}): JsonObject {
  return {
    host_string: `${host.user}@${host.address}:${host.port}`,
    key: host.privateKey,
    host_key: host.fingerprint,
    ...more,
  };
}
