import { applyIntent, type EditResult } from './apply-intent.ts';
import { type EditableBlueprint, type OpenRequest, openBlueprint } from './blueprint.ts';
import type { Intent } from './intent.ts';
import { applyEdits, composeEdits, type TextEdit } from './text-edit.ts';

/** What became of several intents: `labels` are those of the steps; a refusal names its intent. */
export type EditsResult =
  | {
      ok: true;
      labels: string[];
      edits: Record<string, TextEdit[]>;
      left: string[];
      /** Those of the last fragment that was put in. */
      names: Readonly<Record<string, string>>;
    }
  | (Extract<EditResult, { ok: false }> & { intent: Intent });

/**
 * The edits of the texts as they are that carry several intents out, one after the other, all or none. `blueprint`: what
 * the next request may have as `previous`.
 */
export function applyIntents(
  request: OpenRequest,
  intents: readonly Intent[],
): { result: EditsResult; blueprint: EditableBlueprint } {
  let sources = request.sources;
  let blueprint = openBlueprint(request);
  const labels: string[] = [];
  const left: string[] = [];
  let names: Readonly<Record<string, string>> = {};
  const edits: Record<string, TextEdit[]> = {};
  for (const [index, intent] of intents.entries()) {
    const result = applyIntent(blueprint, intent);
    if (!result.ok) return { result: { ...result, intent }, blueprint };
    labels.push(result.label);
    left.push(...result.left);
    if (intent.kind === 'add-fragment') names = result.names;
    for (const [file, more] of Object.entries(result.edits)) edits[file] = composeEdits(edits[file] ?? [], more);
    if (index === intents.length - 1) break;
    sources = { ...sources, ...edited(sources, result.edits) };
    blueprint = openBlueprint({ ...request, sources, previous: blueprint });
  }
  return { result: { ok: true, labels, edits, left, names }, blueprint };
}

function edited(sources: OpenRequest['sources'], edits: Record<string, TextEdit[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(edits).map(([file, each]) => [file, applyEdits(sources[file] ?? '', each)]));
}
