import { applyIntent, applyTogether, type EditResult } from './apply-intent.ts';
import { type EditableBlueprint, type OpenRequest, openBlueprint } from './blueprint.ts';
import type { Intent } from './intent.ts';
import { applyEdits, composeEdits, type TextEdit } from './text-edit.ts';
import type { LeftUse } from './uses.ts';

/** What became of several intents: `labels` are those of the steps; a refusal names its intent. */
export type EditsResult =
  | {
      ok: true;
      labels: string[];
      edits: Record<string, TextEdit[]>;
      left: LeftUse[];
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
  const left: LeftUse[] = [];
  let names: Readonly<Record<string, string>> = {};
  const edits: Record<string, TextEdit[]> = {};
  // What could not be carried out together is not tried again with every intent.
  let aloneUntil = 0;
  for (let at = 0; at < intents.length; ) {
    const together = at < aloneUntil ? intents.slice(at, at + 1) : independent(intents.slice(at));
    const step = nextStep(blueprint, together);
    aloneUntil = Math.max(aloneUntil, at + together.length);
    if (!step.ok) return { result: step, blueprint };
    labels.push(...step.labels);
    left.push(...step.left);
    names = step.names ?? names;
    for (const [file, more] of Object.entries(step.edits)) edits[file] = composeEdits(edits[file] ?? [], more);
    at += step.labels.length;
    // What still names something may go with a later intent.
    if (at >= intents.length && (intents.length === 1 || left.length === 0)) break;
    sources = { ...sources, ...edited(sources, step.edits) };
    blueprint = openBlueprint({ ...request, sources, previous: blueprint });
  }
  const stays = intents.length === 1 ? left : left.filter((use) => isStillThere(blueprint, use));
  return { result: { ok: true, labels, edits, left: stays, names }, blueprint };
}

/** Whether the entry that a use is in was not taken away itself. */
function isStillThere(blueprint: EditableBlueprint, { file, path }: LeftUse): boolean {
  let at = blueprint.files.get(file)?.root;
  for (const step of path.slice(0, 2)) at = at?.kind === 'map' ? at.entries.get(String(step))?.value : undefined;
  return at !== undefined;
}

type Step =
  | Extract<EditsResult, { ok: false }>
  | (Omit<Extract<EditsResult, { ok: true }>, 'names'> & { names: Readonly<Record<string, string>> | null });

/** Carries intents out together; where that cannot be, the first of them. */
function nextStep(blueprint: EditableBlueprint, intents: readonly Intent[]): Step {
  const all = intents.length < 2 ? null : applyTogether(blueprint, intents);
  if (all !== null) {
    const { done, edits } = all;
    const left = done.flatMap((each) => each.left);
    return { ok: true, labels: done.map(({ label }) => label), left, edits, names: null };
  }
  const [intent] = intents;
  if (intent === undefined) throw new RangeError('There is no intent to carry out.');
  const result = applyIntent(blueprint, intent);
  if (!result.ok) return { ...result, intent };
  const { label, left, edits, names } = result;
  return { ok: true, labels: [label], left, edits, names: intent.kind === 'add-fragment' ? names : null };
}

/**
 * Those that change nothing but what is written in their own node, and look at nothing else that others change; deleting
 * is carried out for all at once.
 */
const combinable: ReadonlySet<string> = new Set<Intent['kind']>([
  'set-property',
  'unset-property',
  'set-node-type',
  'detach',
  'add-relationship',
  'retarget-relationship',
  'nest',
  'set-instances',
  'remove-relationship',
  'set-relationship-type',
  'delete-node',
]);

/**
 * The first intent, and those behind it that have nothing to do with each other: of one kind, each for another node; or
 * that all delete nodes.
 */
function independent(intents: readonly Intent[]): readonly Intent[] {
  const [first] = intents;
  const nodes = new Set<string>();
  for (const intent of intents) {
    const isFit = intent.kind === first?.kind && combinable.has(intent.kind) && intent.shared === undefined;
    if (!isFit || !isAlike(intent, first) || !('node' in intent) || nodes.has(intent.node)) break;
    nodes.add(intent.node);
  }
  return intents.slice(0, Math.max(nodes.size, 1));
}

/** Into one host: only into several could they go around each other. What is inside of nodes goes with all or with none. */
function isAlike(intent: Intent, first: Intent): boolean {
  if (intent.kind === 'nest') return first.kind === 'nest' && intent.host === first.host;
  return intent.kind !== 'delete-node' || (first.kind === 'delete-node' && intent.children === first.children);
}

function edited(sources: OpenRequest['sources'], edits: Record<string, TextEdit[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(edits).map(([file, each]) => [file, applyEdits(sources[file] ?? '', each)]));
}
