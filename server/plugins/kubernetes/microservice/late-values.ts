import type { Json } from '../../../../core/blueprint/json.ts';
import type { LateValues } from '../../../../core/kubernetes/overrides/late-values.ts';
import type { NodeAndInstance, OperationContext } from '../../../../core/ports/operation.ts';

/** The values that the overrides of a node are filled with, as they are now. */
export function lateValuesOf(
  context: OperationContext,
  { node, instance }: NodeAndInstance,
  managementIp: string | null,
): LateValues {
  return {
    context: {
      deployment: { id: context.deployment.id },
      blueprint: { id: context.blueprint.id },
      // In Cloudify 3 the id of a node is its name.
      node: { id: node.name, name: node.name, properties: node.properties },
      instance: {
        id: instance.id,
        host_ip: hostAddress(context.host),
        runtime_properties: instance.runtimeProperties,
      },
    },
    managementIp,
    async runtimeProperties(name) {
      const [first] = await context.instancesOf(name);
      return first?.instance.runtimeProperties ?? null;
    },
  };
}

function hostAddress(host: NodeAndInstance | null): string | null {
  const found = textOf(host?.instance.runtimeProperties['ip']) ?? textOf(host?.node.properties['ip']);
  return found;
}

function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
