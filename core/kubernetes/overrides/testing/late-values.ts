import type { JsonObject } from '../../../blueprint/json.ts';
import type { LateValues } from '../late-values.ts';

/** Values of a small deployment: the node `db` has the runtime properties given. */
export function lateValues(db: JsonObject = {}): LateValues {
  return {
    context: {
      deployment: { id: 'shop' },
      blueprint: { id: 'hybrid' },
      node: { id: 'web', name: 'web', properties: { port: 3000, ports: [80, 443] } },
      instance: { id: 'web_a1', host_ip: null, runtime_properties: { ip: '10.0.0.7', deep: { key: 'found' } } },
    },
    managementIp: null,
    runtimeProperties: async (node) => (node === 'db' ? db : null),
  };
}
