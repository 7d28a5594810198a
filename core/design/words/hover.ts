import type { PathStep } from '../../dsl/edit/index.ts';
import type { Place } from '../place.ts';
import { cursorAt } from './cursor.ts';
import type { FileWords } from './file-words.ts';
import type { Offer } from './offers.ts';
import { wordsAt } from './vocabulary.ts';

/** What is to be said about the word at a place. */
export interface Hover {
  from: number;
  to: number;
  title: string;
  /** Plain text, short lines first. */
  lines: readonly string[];
  /** Where it is defined, for `find`. */
  definition: Place | null;
}

/** What is to be said about the word under a cursor; null when nothing is known of it. */
export function hoverAt(offset: number, file: FileWords): Hover | null {
  const { path, position, from, to } = cursorAt(file.text, offset);
  const title = file.text.slice(from, to);
  if (title === '') return null;
  const isKey = position !== 'value' && /^['"]?[ \t]*:(?:\s|$)/.test(file.text.slice(to));
  const said = isKey ? aboutKey(path, title, file) : aboutValue(path, title, file);
  return said === null ? null : { from, to, title, ...said };
}

type Said = Pick<Hover, 'lines' | 'definition'>;

function aboutKey(path: readonly PathStep[], word: string, file: FileWords): Said | null {
  const node = path.length === 1 && path[0] === 'node_templates' ? nodeNamed(word, file) : undefined;
  if (node !== undefined) return { lines: [node.type], definition: { kind: 'type', of: 'nodes', name: node.type } };
  const offer = wordsAt(path, file).keys.find(({ label, kind }) => label === word && kind !== 'key');
  return offer === undefined ? null : { lines: linesOf(offer), definition: typeAround(path, file) };
}

function aboutValue(path: readonly PathStep[], word: string, file: FileWords): Said | null {
  const offers = wordsAt(path, file).values;
  const offer = offers.find((each) => each.kind !== 'function' && file.inFile(each)?.label === word);
  if (offer === undefined) return null;
  return { lines: [...linesOf(offer), ...moreAbout(offer, file)], definition: definitionOf(offer, path) };
}

function linesOf({ detail, documentation }: Offer): string[] {
  return [detail, documentation].filter((line) => line !== null);
}

function moreAbout({ label, kind }: Offer, { design }: FileWords): string[] {
  const type = kind === 'type' ? (design.types.nodes[label] ?? design.types.relationships[label]) : undefined;
  const properties = Object.keys(type?.properties ?? {});
  return properties.length === 0 ? [] : [`Properties: ${properties.join(', ')}`];
}

function nodeNamed(word: string, file: FileWords) {
  return file.design.nodes.find(({ id, type }) => {
    const offer = { label: id, kind: 'node', detail: type, documentation: null } as const;
    return file.inFile(offer)?.label === word;
  });
}

function definitionOf({ label, kind }: Offer, path: readonly PathStep[]): Place | null {
  if (kind === 'node') return { kind: 'node', node: label };
  if (kind === 'input') return { kind: 'entry', section: 'inputs', name: label };
  if (kind === 'label') return { kind: 'entry', section: 'labels', name: label };
  if (kind !== 'type') return null;
  const [section] = path;
  const isRelationship = section === 'relationships' || path[2] === 'relationships';
  if (section === 'policies') return { kind: 'type', of: 'policies', name: label };
  if (section === 'inputs' || section === 'data_types' || path[2] === 'properties') {
    return { kind: 'type', of: 'data', name: label };
  }
  return { kind: 'type', of: isRelationship ? 'relationships' : 'nodes', name: label };
}

/** The type that defines a key of a node or of its relationship. */
function typeAround(path: readonly PathStep[], file: FileWords): Place | null {
  if (path[0] !== 'node_templates') return null;
  const isRelationship = path[2] === 'relationships';
  const name = file.textAt([...path.slice(0, isRelationship ? 4 : 2), 'type']);
  return name === null ? null : { kind: 'type', of: isRelationship ? 'relationships' : 'nodes', name };
}
