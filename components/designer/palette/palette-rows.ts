import { findTypes } from './find-types.ts';
import type { KeptTypes } from './kept-types.ts';
import { ownGroup, type PaletteType } from './palette-types.ts';

/** A line of the palette: a group that opens and closes, or a type. */
export type PaletteRow =
  | { kind: 'group'; id: string; label: string; count: number; isOpen: boolean; needsImport: boolean }
  | {
      kind: 'type';
      id: string;
      type: PaletteType;
      property: string | null;
      /** Where it comes from, when that is not seen otherwise or others are called the same. */
      origin: string | null;
    };

interface Group {
  id: string;
  label: string;
  types: readonly PaletteType[];
  needsImport: boolean;
}

/**
 * What the palette shows. Before something is typed, all groups; `turned` are those that are not as they begin: open
 * where the blueprint has the types, closed where they have to be imported.
 */
export function paletteRows(
  types: readonly PaletteType[],
  { typed, kept, turned }: { typed: string; kept: KeptTypes; turned: ReadonlySet<string> },
): PaletteRow[] {
  if (typed.trim() !== '') {
    return findTypes(types, typed).map(({ type, property }) => ({
      ...{ kind: 'type', id: type.name, type, property },
      origin: type.group,
    }));
  }
  return groupsOf(types, kept).flatMap((group) => {
    const { id, label, needsImport } = group;
    const isOpen = needsImport === turned.has(id);
    const head: PaletteRow = { kind: 'group', id, label, count: group.types.length, isOpen, needsImport };
    if (!isOpen) return [head];
    const alike = namesOfSeveral(group.types);
    return [
      head,
      ...group.types.map((type) => ({
        ...{ kind: 'type' as const, id: `${id} ${type.name}`, type, property: null },
        origin: alike.has(type.short) ? namespaceOf(type) : null,
      })),
    ];
  });
}

function namesOfSeveral(types: readonly PaletteType[]): ReadonlySet<string> {
  const byName = Map.groupBy(types, ({ short }) => short);
  return new Set([...byName].filter(([, own]) => own.length > 1).map(([short]) => short));
}

/** `aws.ec2` of `cloudify.nodes.aws.ec2.Image`. */
function namespaceOf({ name, short }: PaletteType): string {
  return name.slice(0, -short.length).split('.').slice(-3, -1).join('.');
}

function groupsOf(types: readonly PaletteType[], { favourite, recent }: KeptTypes): Group[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  const named = (names: readonly string[]) => names.flatMap((name) => byName.get(name) ?? []);
  const groups: Group[] = [
    { id: 'favourites', label: 'Favourites', types: named(favourite), needsImport: false },
    { id: 'recent', label: 'Recently used', types: named(recent), needsImport: false },
  ];
  const bySource = Map.groupBy(types, ({ group, location }) => JSON.stringify([location !== null, group]));
  const sources = [...bySource].map(([id, own]) => ({
    ...{ id, label: own[0]?.group ?? '', needsImport: own[0]?.location !== null },
    types: own.toSorted((a, b) => a.short.localeCompare(b.short)),
  }));
  sources.sort((a, b) => Number(a.needsImport) - Number(b.needsImport) || rank(a.label) - rank(b.label));
  return [...groups, ...sources].filter((group) => group.types.length > 0);
}

/** What the blueprint defines itself comes first; the others stay in the order of its imports. */
function rank(label: string): number {
  return label === ownGroup ? 0 : 1;
}
