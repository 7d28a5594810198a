import type { BuildContext } from '../context.ts';
import { InterfaceMerger } from '../interfaces/merge.ts';
import type { MapEntry, SyntaxNode } from '../safe-yaml/syntax.ts';
import { textOf } from '../safe-yaml/syntax.ts';
import { namedEntries } from '../schema/named.ts';
import type { ComponentType } from '../types/component-types.ts';
import type { ValueResolver } from '../types/values.ts';
import { type NodeTemplate, readNodeTemplate } from './node-template.ts';
import type { ConnectedTemplate } from './plan-nodes.ts';
import {
  checkAwaitedOperations,
  type Relationship,
  readRelationships,
  writtenLifecycleOperations,
} from './relationships.ts';

interface TemplateTypes {
  nodeTypes: ReadonlyMap<string, ComponentType>;
  relationshipTypes: ReadonlyMap<string, ComponentType>;
  values: ValueResolver;
}

/**
 * Reads the section `node_templates`: each template with its type applied, then its relationships. What the memo has of
 * a template is used as long as its text, its types and the existence of its targets are the same.
 */
export function readTemplates(
  section: ReadonlyMap<string, MapEntry>,
  types: TemplateTypes,
  context: BuildContext,
): ConnectedTemplate[] {
  const entries = namedEntries(section, 'a node template', context);
  const reader = new TemplateReader(types, new Set(entries.map((entry) => entry.key)), context);
  const templates = entries.map((entry) => reader.template(entry)).filter((template) => template !== null);
  const connected = templates.map((template) => reader.connect(template));
  const operationsOf = (name: string) => writtenLifecycleOperations(section.get(name));
  for (const { template, relationships } of connected) {
    checkAwaitedOperations(template.name, relationships, { operationsOf, context });
  }
  return connected;
}

class TemplateReader {
  readonly #types: TemplateTypes;
  readonly #nodes: ReadonlySet<string>;
  readonly #context: BuildContext;
  readonly #merger: InterfaceMerger;

  constructor(types: TemplateTypes, nodes: ReadonlySet<string>, context: BuildContext) {
    this.#types = types;
    this.#nodes = nodes;
    this.#context = context;
    this.#merger = context.memo.keep('merged interfaces', [], () => new InterfaceMerger(context));
  }

  template(entry: MapEntry): NodeTemplate | null {
    const { values, nodeTypes } = this.#types;
    const inputs = [values, nodeTypes.get(text(entry.value, 'type'))];
    const parts = { types: nodeTypes, values, merger: this.#merger, context: this.#context };
    return this.#context.memo.keepFor(entry, 'template', { inputs, make: () => readNodeTemplate(entry, parts) });
  }

  connect(template: NodeTemplate): ConnectedTemplate {
    const list = template.relationships;
    const written = list?.value.kind === 'list' ? list.value.items : [];
    const types = written.map((item) => this.#types.relationshipTypes.get(text(item, 'type')));
    const targets = written.map((item) => this.#nodes.has(text(item, 'target')));
    const inputs = [this.#types.values, ...types, ...targets];
    const make = () => ({ template, relationships: this.#relationships(template) });
    return this.#context.memo.keepFor(template, 'relationships', { inputs, make });
  }

  #relationships(template: NodeTemplate): Relationship[] {
    const { values, relationshipTypes: types } = this.#types;
    const parts = { types, nodes: this.#nodes, values, merger: this.#merger, context: this.#context };
    return readRelationships(template.name, template.relationships, parts);
  }
}

/** The text of a field; empty when there is none. */
function text(node: SyntaxNode, field: string): string {
  return node.kind === 'map' ? (textOf(node.entries.get(field)?.value) ?? '') : '';
}
