import type { PlanPlugin } from '../../../core/plan/plan.ts';
import type { OperationContext } from '../../../core/ports/operation.ts';

/**
 * What the plugin does differently since its version 2: defaults, the order of credentials, texts of errors, what
 * `warn_only` means, and whether tasks are given a connection.
 */
export type Generation = 1 | 2;

/** The generation of the plugin that the blueprint imports: by its version, else by the address of its source, else the newest. */
export function generationOf(context: Pick<OperationContext, 'self' | 'source' | 'target'>): Generation {
  const nodes = [context.self, context.source, context.target].flatMap((side) => side?.node ?? []);
  const plugin = nodes
    .flatMap((node) => [...node.plugins, ...node.deployment_plugins_to_install])
    .find(({ name, package_name }) => name === 'fabric' || package_name === 'cloudify-fabric-plugin');
  return plugin !== undefined && majorOf(plugin) === 1 ? 1 : 2;
}

function majorOf({ package_version, source }: PlanPlugin): number | null {
  const written =
    /^v?(\d+)/.exec(package_version ?? '') ?? /\/v?(\d+)(?:\.\d+)+(?:\.zip|\.tar\.gz)?$/.exec(source ?? '');
  return written?.[1] === undefined ? null : Number(written[1]);
}
