import type { JsonObject } from '../../blueprint/json.ts';
import type { SourceRange } from '../../diagnostics/diagnostic.ts';
import { nearestName } from '../../diagnostics/nearest.ts';
import type { PlanPlugin } from '../../plan/plan.ts';
import type { CompileContext } from '../context.ts';
import { rangeOf, type SyntaxNode } from '../safe-yaml/syntax.ts';
import { capital } from '../schema/fields.ts';

/** What an implementation's text stands for. */
export interface Implementation {
  plugin: PlanPlugin;
  /** The plugin's function. */
  operation: string;
  /** What the plugin's function has to know beside the operation's own inputs. */
  extraInputs: JsonObject;
  script: boolean;
}

/** Where the implementation is written, which decides the code for "no such plugin". */
export type ImplementationOwner = 'node' | 'relationship' | 'workflow';

const missingCode = { node: 10, relationship: 19, workflow: 21 } as const;
const scriptOperation = { node: 'run', relationship: 'run', workflow: 'execute_workflow' } as const;

/** Finds the plugin and function, or the script, that an implementation names (dsl.md 6.4). */
export class ImplementationResolver {
  readonly #plugins: ReadonlyMap<string, PlanPlugin>;
  readonly #context: CompileContext;
  readonly #byFirstPart = new Map<string, PlanPlugin[]>();

  constructor(plugins: ReadonlyMap<string, PlanPlugin>, context: CompileContext) {
    this.#plugins = plugins;
    this.#context = context;
    for (const plugin of plugins.values()) {
      const first = plugin.name.split('.', 1)[0] ?? '';
      this.#byFirstPart.set(first, [...(this.#byFirstPart.get(first) ?? []), plugin]);
    }
  }

  /** Null when there is no such plugin or script; the reason is reported. `what` names the operation in messages. */
  resolve(text: string, at: { node: SyntaxNode; what: string; owner: ImplementationOwner }): Implementation | null {
    const range = rangeOf(at.node);
    if (this.#isScript(text)) return this.#script(text, { ...at, range });
    const candidates = this.#candidates(text);
    const [plugin, second] = candidates;
    if (plugin === undefined) {
      if (this.#context.isOfImportedBlueprint(text)) return this.#script(text, { ...at, range });
      this.#reportMissing(text, { ...at, range });
      return null;
    }
    if (second !== undefined) {
      const names = candidates.map((candidate) => `"${candidate.name}"`).join(' and ');
      const detail = `"${text}" of ${at.what} may belong to the plugins ${names}.`;
      this.#context.report.error({ code: 91, detail, range });
      return null;
    }
    return { plugin, operation: text.slice(plugin.name.length + 1), extraInputs: {}, script: false };
  }

  #isScript(text: string): boolean {
    if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)) return true;
    return text.trim().includes('\n') || this.#context.hasFile(text);
  }

  #script(text: string, at: { owner: ImplementationOwner; what: string; range: SourceRange }): Implementation | null {
    const plugin = [...this.#plugins.values()].find((candidate) => candidate.name.endsWith('script'));
    if (plugin === undefined) {
      this.#context.report.error({
        code: 61,
        detail: `${capital(at.what)} runs a script, and no plugin for scripts is declared.`,
        range: at.range,
        hint: 'Add "cloudify/types/types.yaml" to the imports; it declares the plugin "script".',
      });
      return null;
    }
    const inline = text.trim().includes('\n') && !this.#context.hasFile(text);
    return {
      plugin,
      operation: `script_runner.tasks.${scriptOperation[at.owner]}`,
      extraInputs: inline ? { script_source: text } : { script_path: text },
      script: true,
    };
  }

  #candidates(text: string): PlanPlugin[] {
    const first = text.split('.', 1)[0] ?? '';
    return (this.#byFirstPart.get(first) ?? []).filter((plugin) => text.startsWith(`${plugin.name}.`));
  }

  #reportMissing(text: string, at: { owner: ImplementationOwner; what: string; range: SourceRange }): void {
    const looksLikeFile = text.includes('/') || /\.(?:sh|py|rb|ps1|js|bash)$/.test(text);
    const first = text.split('.', 1)[0] ?? '';
    const detail = looksLikeFile
      ? `${capital(at.what)} names the script "${text}", and the blueprint has no such file.`
      : `${capital(at.what)} is implemented by "${text}", and no plugin of that name is declared and no such script exists.`;
    this.#context.report.error({
      code: missingCode[at.owner],
      detail,
      range: at.range,
      hint: looksLikeFile
        ? "Paths count from the folder of the blueprint's main file."
        : () => pluginHint(first, [...this.#plugins.keys()]),
    });
  }
}

function pluginHint(name: string, list: string[]): string {
  const nearest = nearestName(name, list);
  if (nearest !== null) return `Did you mean the plugin "${nearest}"?`;
  return list.length === 0
    ? 'No plugins are declared. Import the file that declares them.'
    : `Plugins: ${list.join(', ')}.`;
}
