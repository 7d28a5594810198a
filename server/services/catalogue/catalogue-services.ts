import type { ServiceDependencies } from '../dependencies.ts';
import type { CatalogueServices } from '../services.ts';
import { getPlugin, getType, listPlugins, listTypes } from './catalogue.ts';
import { listImportable } from './importable.ts';

/** The use cases of plugins and types. */
export function catalogueServices(d: ServiceDependencies): CatalogueServices {
  return {
    plugins: (actor) => listPlugins(d, actor),
    plugin: (actor, input) => getPlugin(d, actor, input),
    types: (actor, filter) => listTypes(d, actor, filter),
    type: (actor, input) => getType(d, actor, input),
    importable: listImportable,
  };
}
