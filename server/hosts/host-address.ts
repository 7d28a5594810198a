import { type NodeAndInstance, NonRecoverableError } from '../../core/ports/operation.ts';

/** The address of a host: its runtime property `ip`, else its node property (runtime.md C.1). */
export function hostAddress({ node, instance }: NodeAndInstance): string {
  for (const ip of [instance.runtimeProperties['ip'], node.properties['ip']]) {
    if (typeof ip === 'string' && ip !== '') return ip;
  }
  throw new NonRecoverableError(
    `could not find ip for host node instance: ${instance.id}. Give the node template ${node.name} the property ip, or let an earlier operation set the runtime property ip.`,
  );
}
