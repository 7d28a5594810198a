import {
  countOtherFilters,
  findColumnChoice,
  listSavedFilters,
  type PersonsList,
  putColumnChoice,
  putSavedFilter,
  removeSavedFilter,
} from '../../../db/repositories/list-settings.ts';
import type { ArrangedList } from '../../../db/schema/list-settings.ts';
import { AppError } from '../../faults/app-error.ts';
import type { ServiceDependencies } from '../dependencies.ts';
import type { Actor, ListServices } from '../services.ts';

const mostFilters = 100;

/** How a person has arranged the lists of their tenant, and when what these show changes. */
export function listServices({ db, events }: Pick<ServiceDependencies, 'db' | 'events'>): ListServices {
  return {
    settings: async (actor, list) => {
      const key = keyOf(actor, list);
      const [columns, filters] = await Promise.all([findColumnChoice(db, key), listSavedFilters(db, key)]);
      return { columns, filters };
    },
    saveFilter: async (actor, { list, name, query }) => {
      const key = keyOf(actor, list);
      if ((await countOtherFilters(db, key, name)) >= mostFilters)
        throw new AppError('conflict', `You have ${mostFilters} filters of this list. Remove one first.`);
      await putSavedFilter(db, key, { name, query });
    },
    removeFilter: (actor, { list, name }) => removeSavedFilter(db, keyOf(actor, list), name),
    setColumns: (actor, { list, columns }) => putColumnChoice(db, keyOf(actor, list), columns),
    changes: (actor, signal) => events.watchTenant(actor.tenant.id, signal),
  };
}

function keyOf(actor: Actor, list: ArrangedList): PersonsList {
  return { tenantId: actor.tenant.id, userId: actor.userId, list };
}
