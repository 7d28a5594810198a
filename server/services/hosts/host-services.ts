import type { ServiceDependencies } from '../dependencies.ts';
import type { HostServices } from '../services.ts';
import { acceptHostKey, listHostKeys, revokeHostKey } from './host-keys.ts';
import { importHosts } from './import-hosts.ts';
import { putBack, releaseHost, takeOutOfService } from './pool-state.ts';
import { getHost, listHosts } from './read-hosts.ts';
import { testHosts } from './test-hosts.ts';
import { addHost, labelHosts, removeHosts, updateHostFields } from './write-hosts.ts';

/** The use cases of hosts with what they need given to them. */
export function hostServices(d: ServiceDependencies): HostServices {
  return {
    list: (actor, filter) => listHosts(d, actor, filter),
    get: (actor, id) => getHost(d, actor, id),
    add: (actor, draft) => addHost(d, actor, draft),
    import: (actor, request) => importHosts(d, actor, request),
    update: (actor, change) => updateHostFields(d, actor, change),
    label: (actor, change) => labelHosts(d, actor, change),
    remove: (actor, ids) => removeHosts(d, actor, ids),
    test: (actor, ids) => testHosts(d, actor, ids),
    testProgress: (actor) => d.hostTester.progress(actor.tenant.id),
    takeOutOfService: (actor, input) => takeOutOfService(d, actor, input),
    putBack: (actor, ids) => putBack(d, actor, ids),
    release: (actor, id) => releaseHost(d, actor, id),
    keys: (actor) => listHostKeys(d, actor),
    acceptKey: (actor, key) => acceptHostKey(d, actor, key),
    revokeKey: (actor, key) => revokeHostKey(d, actor, key),
  };
}
