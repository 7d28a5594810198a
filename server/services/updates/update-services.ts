import type { ServiceDependencies } from '../dependencies.ts';
import type { UpdateServices } from '../services.ts';
import { planDeploymentUpdate } from './plan-deployment-update.ts';
import { getUpdate, listUpdates } from './read-updates.ts';
import { rollbackUpdate } from './rollback-update.ts';
import { previewUpdate, startUpdate } from './start-update.ts';

/** The use cases of updates. */
export function updateServices(d: ServiceDependencies): UpdateServices {
  return {
    list: (actor, input) => listUpdates(d, actor, input),
    get: (actor, id) => getUpdate(d, actor, id),
    plan: (actor, request) => planDeploymentUpdate(d, actor, request),
    preview: (actor, input) => previewUpdate(d, actor, input),
    start: (actor, request) => startUpdate(d, actor, request),
    rollback: (actor, id) => rollbackUpdate(d, actor, id),
  };
}
