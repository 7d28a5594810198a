import type { ImportableType } from '../../api/contract.ts';
import { type CatalogueIndex, lineOf, newestOf, type Occurrence, openCatalogue } from './catalogue-index.ts';
import { descriptionOf, propertiesOf } from './type-members.ts';

let listed: Promise<ImportableType[]> | null = null;

/** Every type that the product brings along, with the import that gives it to a blueprint. */
export function listImportable(): Promise<ImportableType[]> {
  listed ??= openCatalogue().then((index) =>
    [...index.types.keys()].flatMap((name) => {
      const newest = newestOf(index, name);
      return newest === undefined ? [] : [toImportable(newest, index)];
    }),
  );
  return listed;
}

function toImportable(newest: Occurrence, index: CatalogueIndex): ImportableType {
  const line = lineOf(index, newest);
  const { type, plugin } = newest;
  return {
    ...{ name: type.name, kind: type.kind, description: descriptionOf(type.schema) },
    hierarchy: line.map((each) => each.type.name).reverse(),
    properties: propertiesOf(line).map(({ name }) => name),
    plugin: { name: plugin.name, title: plugin.title },
    location: locationOf(newest),
  };
}

/** The shortest that keeps its meaning: of a release that is not the newest, with its version. */
function locationOf({ plugin, release }: Occurrence): string {
  const isNewest = plugin.releases.at(-1) === release;
  if (plugin.packageName !== null)
    return `plugin:${plugin.packageName}${isNewest ? '' : `?version=${release.version}`}`;
  const locations = plugin.locations.filter(({ version }) => version === release.version);
  return (locations.at(-1)?.location ?? '').replace(/^resource:/, '');
}
