import type { Design, DesignNode } from '../../../core/design/design.ts';
import type { Intent } from '../../../core/dsl/edit/index.ts';
import { applyEdits, applyIntent, type EditableBlueprint, openBlueprint } from '../../../core/dsl/edit/index.ts';
import { type Compilation, createCompiler } from '../../../core/dsl/index.ts';
import type { PlanNode } from '../../../core/plan/plan.ts';
import type { SourceReader } from '../../../core/ports/ports.ts';
import type { Outcome } from './protocol.ts';
import { readImport } from './read-import.ts';
import type { Question, Told } from './worker-messages.ts';

/** The analysis itself; lives in the worker. */
export class Workshop {
  readonly #tell: (told: Told) => void;
  readonly #compiler = createCompiler();
  #texts: Record<string, string> = {};
  #paths = new Set<string>();
  #mainFile = '';
  #revision = 0;
  #compilation: Compilation | null = null;
  #design: Design | null = null;
  #editable: EditableBlueprint | null = null;
  #running: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (told: Told) => void) {
    this.#tell = tell;
  }

  async take(id: number, question: Question): Promise<void> {
    switch (question.kind) {
      case 'open':
        this.#texts = question.texts;
        this.#paths = new Set(question.paths);
        this.#mainFile = question.mainFile;
        this.#revision = question.revision;
        this.#editable = null;
        return this.#schedule(0);
      case 'edit':
        for (const [path, edits] of Object.entries(question.edits)) {
          this.#texts[path] = applyEdits(this.#texts[path] ?? '', edits);
        }
        this.#revision = question.revision;
        return this.#schedule(question.settleMs);
      case 'resolve':
        return this.#tell({ kind: 'answer', id, value: this.#resolve(question.revision, question.intents) });
      case 'find':
        return this.#tell({ kind: 'answer', id, value: null });
      case 'at':
        return this.#tell({ kind: 'answer', id, value: { path: [], node: null, range: null } });
      case 'complete':
      case 'hover':
        return this.#tell({ kind: 'answer', id, value: null });
      case 'fixes':
        return this.#tell({ kind: 'answer', id, value: [] });
      case 'source':
        return this.#tell({ kind: 'answer', id, value: this.#compilation?.sources[question.location] ?? null });
    }
  }

  #schedule(settleMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#running = this.#running.then(() => this.#analyse());
    }, settleMs);
  }

  async #analyse(): Promise<void> {
    const revision = this.#revision;
    const texts = { ...this.#texts };
    const reader: SourceReader = {
      read: async (location, version) => texts[location] ?? readImport(location, version ?? 5),
      exists: (location) => this.#paths.has(location) || !(location in texts),
    };
    const compilation = await this.#compiler.compile({ mainFile: this.#mainFile, reader });
    this.#compilation = compilation;
    const { plan, diagnostics } = compilation;
    if (plan !== null) {
      this.#design = {
        version: plan.version.definitions_version[1],
        description: plan.description,
        imports: [],
        nodes: plan.nodes.map(toNode),
        groups: [],
        policies: [],
        inputs: [],
        outputs: [],
        capabilities: [],
        types: { nodes: {}, relationships: {}, data: {}, policies: {}, plugins: [] },
        secrets: [],
      };
    }
    const problems = diagnostics.map((each) => ({ ...each, node: null, path: [] }));
    this.#tell({
      kind: 'analysis',
      analysis: { revision, design: this.#design, isStale: plan === null, problems },
    });
  }

  #resolve(revision: number, intents: readonly Intent[]): Outcome | null {
    if (revision !== this.#revision) return null;
    const [intent] = intents;
    if (intent === undefined) return { ok: true, labels: [], edits: {}, left: [] };
    this.#editable = openBlueprint({
      mainFile: this.#mainFile,
      sources: this.#texts,
      relationships: this.#compilation?.plan?.relationships ?? {},
      ...(this.#editable === null ? {} : { previous: this.#editable }),
    });
    const result = applyIntent(this.#editable, intent);
    return result.ok
      ? { ok: true, labels: [result.label], edits: result.edits, left: result.left }
      : { ...result, intent };
  }
}

function toNode(node: PlanNode): DesignNode {
  const { default_instances, min_instances, max_instances } = node.capabilities.scalable.properties;
  return {
    id: node.id,
    type: node.type,
    typeHierarchy: node.type_hierarchy,
    parent:
      node.relationships.find(({ type_hierarchy }) => type_hierarchy.includes('cloudify.relationships.contained_in'))
        ?.target_id ?? null,
    properties: node.properties,
    interfaces: {},
    relationships: node.relationships.map((each, index) => ({
      index,
      type: each.type,
      target: each.target_id,
      typeHierarchy: each.type_hierarchy,
      kind: each.type_hierarchy.includes('cloudify.relationships.contained_in')
        ? 'contained_in'
        : each.type_hierarchy.includes('cloudify.relationships.connected_to')
          ? 'connected_to'
          : 'depends_on',
      properties: each.properties,
      sourceInterfaces: {},
      targetInterfaces: {},
    })),
    instances: { default: default_instances, min: min_instances, max: max_instances, isWritten: false },
    file: 'blueprint.yaml',
  };
}
