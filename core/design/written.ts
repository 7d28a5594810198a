import type { Json, JsonObject } from '../blueprint/json.ts';
import { isJsonObject } from '../blueprint/json-object.ts';
import { isAbsoluteLocation } from '../dsl/imports/location.ts';
import { type MapEntry, type SyntaxNode, textOf } from '../dsl/safe-yaml/syntax.ts';
import { toJson } from '../dsl/safe-yaml/to-json.ts';

/* What is written, read with patience: a part with another shape than it should have counts as absent. */

const nothing: JsonObject = Object.freeze({});

/** The value of a field of a map. */
export function fieldIn(node: SyntaxNode | undefined, name: string): SyntaxNode | undefined {
  return node?.kind === 'map' ? node.entries.get(name)?.value : undefined;
}

/** The text of a field of a map; null when it has none. */
export function textIn(node: SyntaxNode | undefined, name: string): string | null {
  return textOf(fieldIn(node, name));
}

/** A value as data if it is a map, else an empty map; always the same object for the same node. */
export function mapOf(node: SyntaxNode | undefined): JsonObject {
  const json: Json = node === undefined ? null : toJson(node);
  return isJsonObject(json) ? json : nothing;
}

/** The items of a list, if it is one. */
export function itemsOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The texts among the items of a list. */
export function textsOf(node: SyntaxNode | undefined): string[] {
  return itemsOf(node)
    .map(textOf)
    .filter((text) => text !== null);
}

/** The blueprint's own file that an entry is written in; null when an import brings it. */
export function ownFileOf({ source }: MapEntry): string | null {
  const { file } = source;
  return isAbsoluteLocation(file) ? null : file;
}
