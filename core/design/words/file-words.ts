import type { EditableBlueprint, PathStep } from '../../dsl/edit/index.ts';
import { ownName } from '../../dsl/edit/places.ts';
import { spotAt, topOf } from '../../dsl/edit/spot.ts';
import { textOf } from '../../dsl/safe-yaml/syntax.ts';
import type { Design } from '../design.ts';
import type { Offer } from './offers.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A file in which something is written, and what is known around it. */
export interface FileWords extends Vocabulary {
  text: string;
  /** Keys that the map at a path has already. */
  keysAt(path: readonly PathStep[]): ReadonlySet<string>;
  /** An offer as the file can write it, whose namespace it does not repeat; null when it cannot. */
  inFile(offer: Offer): Offer | null;
}

/** The words of one of the blueprint's own files; null for any other. */
export function fileWords(
  file: string,
  editable: EditableBlueprint,
  known: Omit<Vocabulary, 'textAt'>,
): FileWords | null {
  const opened = editable.files.get(file);
  if (opened === undefined) return null;
  const top = topOf(opened);
  const namespace = opened.namespaces[0] ?? null;
  return {
    ...known,
    text: opened.text,
    textAt: (path) => textOf(spotAt(top, path)?.node) ?? rememberedText(path, known.design),
    keysAt: (path) => {
      const node = spotAt(top, path)?.node;
      return new Set(node?.kind === 'map' ? node.entries.keys() : []);
    },
    inFile: (offer) => {
      if (namespace === null || !['node', 'type', 'input'].includes(offer.kind)) return offer;
      const label = ownName(namespace, offer.label);
      return label === null ? null : { ...offer, label };
    },
  };
}

/** Where the text cannot be read at the moment, types are as they were when it could. */
function rememberedText(path: readonly PathStep[], { nodes, policies }: Design): string | null {
  const [section, name, field, index, last] = path;
  if (section === 'policies' && field === 'type') return policies.find((each) => each.name === name)?.type ?? null;
  const node = section === 'node_templates' ? nodes.find(({ id }) => id === name) : undefined;
  if (field === 'type') return node?.type ?? null;
  if (field !== 'relationships' || last !== 'type') return null;
  return node?.relationships.find((each) => each.index === index)?.type ?? null;
}
