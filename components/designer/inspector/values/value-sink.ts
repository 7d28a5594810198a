import type { Json, JsonObject } from '../../../../core/blueprint/json.ts';
import type {
  DeclarationSection,
  DefinitionSection,
  Intent,
  OperationPlace,
} from '../../../../core/dsl/edit/intent.ts';
import { changesBetween, type ValuePath } from './value-changes.ts';

/** Where the values of a form are written: what a change of one of them is. */
export interface ValueSink {
  set(path: ValuePath, value: Json): Intent[];
  unset(path: ValuePath): Intent[];
  /** Where the language has its own way to make an input of a value. */
  extract?(path: ValuePath, input: string, definition: JsonObject): Intent[];
}

/** Properties of node templates, of each the same. */
export function nodeSink(nodes: readonly string[]): ValueSink {
  const [only] = nodes;
  const sink: ValueSink = {
    set: (path, value) => nodes.map((node) => ({ kind: 'set-property', node, path, value })),
    unset: (path) => nodes.map((node) => ({ kind: 'unset-property', node, path })),
  };
  if (nodes.length !== 1 || only === undefined) return sink;
  return {
    ...sink,
    extract: (path, input, definition) => [{ kind: 'extract-input', node: only, path, input, definition }],
  };
}

/** Properties of a relationship. */
export function relationshipSink(node: string, index: number): ValueSink {
  return {
    set: (path, value) => [{ kind: 'set-relationship-property', node, index, path, value }],
    unset: (path) => [{ kind: 'unset-relationship-property', node, index, path }],
  };
}

/** Inputs of an operation. */
export function operationSink(place: OperationPlace): ValueSink {
  return {
    set: (path, value) => [{ kind: 'set-operation-input', ...place, path, value }],
    unset: (path) => [{ kind: 'unset-operation-input', ...place, path }],
  };
}

/** The intents that lead a value at `path` from `before` to `after`; none when it is so already. */
export function changeValue(
  sink: ValueSink,
  path: ValuePath,
  { before, after }: { before: Json | undefined; after: Json | undefined },
): Intent[] {
  if (after === undefined) return before === undefined ? [] : sink.unset(path);
  return changesBetween(before, after, path).flatMap((change) =>
    change.value === undefined ? sink.unset(change.path) : sink.set(change.path, change.value),
  );
}

/** Makes an input of a value: what was written is its default, and the value is looked up there. */
export function extractInput(
  sink: ValueSink,
  path: ValuePath,
  { input, definition, old }: { input: string; definition: JsonObject; old: Json | undefined },
): Intent[] {
  if (old !== undefined && sink.extract !== undefined) return sink.extract(path, input, definition);
  const all = old === undefined ? definition : { ...definition, default: old };
  return [
    { kind: 'add-declaration', section: 'inputs', name: input, definition: all },
    ...sink.set(path, { get_input: input }),
  ];
}

/** Parts of an input, output or capability. */
export function declarationSink(section: DeclarationSection, name: string): ValueSink {
  return {
    set: (path, value) => [{ kind: 'set-declaration', section, name, path, value }],
    unset: (path) => [{ kind: 'unset-declaration', section, name, path }],
  };
}

/** Parts of a type, group or policy. */
export function definitionSink(section: DefinitionSection, name: string): ValueSink {
  return {
    set: (path, value) => [{ kind: 'set-definition', section, name, path, value }],
    unset: (path) => [{ kind: 'unset-definition', section, name, path }],
  };
}
