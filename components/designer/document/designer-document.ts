import type { Intent, LeftUse, SharedChoice } from '../../../core/dsl/edit/index.ts';
import type { NamedSection } from '../../../core/dsl/edit/places.ts';
import { applyEdits, invertEdits, type TextEdit } from '../../../core/dsl/edit/text-edit.ts';
import type { Analysis, Analyst, Outcome } from '../analysis/protocol.ts';
import { type Content, changesTo, isChange } from './changes-to.ts';
import { followInLayout, followInSelection, newNames } from './follow-names.ts';
import {
  addStep,
  type Change,
  type DesignFile,
  emptyHistory,
  type History,
  nothingSelected,
  type Selection,
  type Step,
} from './history.ts';
import { emptyLayout, type Layout, type LayoutPatch, patchLayout } from './layout.ts';
import { Names, underNames } from './names.ts';
import { SeenStates } from './seen-states.ts';

/** Who changed a text. */
export type Origin = 'canvas' | 'source' | 'history';

/** An intent that was not carried out, with what may be tried again. */
export interface Refusal {
  reason: string;
  choices: readonly SharedChoice[];
  /** Not refused, but asked first: what names the things that would go. */
  left: readonly LeftUse[];
  intents: readonly Intent[];
  options: PerformOptions;
}

/** All that the panes of the designer show. */
export interface DesignerState {
  mainFile: string;
  files: ReadonlyMap<string, DesignFile>;
  layout: Layout;
  /** Grows with every change of a text. */
  revision: number;
  /** Grows with every change that is to be kept, of the layout too. */
  unsaved: number;
  analysis: Analysis;
  selection: Selection;
  history: History;
  refusal: Refusal | null;
  canEdit: boolean;
}

export interface PerformOptions {
  /** In place of what the first intent says of itself. */
  label?: string;
  /** Part of the same step. */
  layout?: LayoutPatch;
  select?: Selection;
  group?: string;
  /** What `renames` was when the intents were made, if that is earlier than now. */
  known?: number;
  /** What still names the things that go is left so without a question. */
  leavesUses?: boolean;
  /** Instead of `layout` and `select`, once it is known what pasted nodes are called, by their names in the fragment. */
  named?: (names: Readonly<Record<string, string>>) => { layout: LayoutPatch; select: Selection };
}

/** What a designer begins with. */
export interface Opening {
  mainFile: string;
  files: readonly DesignFile[];
  layout?: Layout;
  canEdit: boolean;
}

type EditListener = (path: string, edits: readonly TextEdit[], origin: Origin) => void;

/** How long typing is waited for before it is analysed. */
const typingPauseMs = 120;

/**
 * The document of a designer: the texts, which are the only truth, what is seen of them, and one history over texts and
 * layout. Canvas, source, outline and inspector all read it and change it here.
 */
export class DesignerDocument {
  #state: DesignerState;
  readonly #analyst: Analyst;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  readonly #editListeners = new Set<EditListener>();
  #queue: Promise<unknown> = Promise.resolve();
  #lastStep = 0;
  readonly #seen = new SeenStates();
  readonly #names = new Names();

  /** `now`: milliseconds since the epoch. */
  constructor({ mainFile, files, layout, canEdit }: Opening, analyst: Analyst, now: () => number) {
    this.#analyst = analyst;
    this.#now = now;
    this.#state = {
      mainFile,
      files: new Map(files.map((file) => [file.path, file])),
      layout: layout ?? emptyLayout,
      revision: 1,
      unsaved: 0,
      analysis: { revision: 0, design: null, isStale: false, problems: [] },
      selection: nothingSelected,
      history: emptyHistory,
      refusal: null,
      canEdit,
    };
    this.#analyst.onAnalysis((analysis) => this.#take(analysis));
    this.#openAnalysis();
  }

  readonly getState = (): DesignerState => this.#state;

  /** Calls `listener` after every change. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls `listener` with every edit of a text, at once and in order. */
  onEdit(listener: EditListener): () => void {
    this.#editListeners.add(listener);
    return () => this.#editListeners.delete(listener);
  }

  get analyst(): Analyst {
    return this.#analyst;
  }

  /**
   * Carries intents out as one step, all or none. When one is refused, `state.refusal` says why; nothing is changed.
   * One call waits for the calls before, and follows what they rename.
   */
  perform(intents: readonly Intent[], options: PerformOptions = {}): Promise<Outcome> {
    const { known = this.renames } = options;
    const run = this.#queue.then(() => this.#perform(this.#names.inIntents(intents, known), options));
    this.#queue = run.catch(() => undefined);
    return run;
  }

  /** Resolves when all that was asked for so far is carried out or refused. */
  async whenPerformed(): Promise<void> {
    await this.#queue;
  }

  /** Repeats a refused step with an answer to its question. */
  async decide(choice: SharedChoice): Promise<void> {
    const { refusal } = this.#state;
    if (refusal === null) return;
    this.dismissRefusal();
    const intents = refusal.intents.map((intent) => ({ ...intent, shared: choice }));
    await this.perform(intents, refusal.options);
  }

  /** Repeats a step that was asked about, though something still names what goes. */
  async goOn(): Promise<void> {
    const { refusal } = this.#state;
    if (refusal === null) return;
    this.dismissRefusal();
    await this.perform(refusal.intents, { ...refusal.options, leavesUses: true });
  }

  dismissRefusal(): void {
    this.#set({ refusal: null });
  }

  /** A change that a person typed. `edits` refer to the text as it is, sorted and not overlapping. */
  editText(path: string, edits: readonly TextEdit[], { label, group }: { label: string; group: string | null }): void {
    this.#commit({ label, group, changes: [this.#textChange(path, edits)] }, 'source');
  }

  /** Changes of several texts as one step; `edits` refer to the texts as they are, by path. */
  editTexts(edits: Readonly<Record<string, readonly TextEdit[]>>, label: string): void {
    const changes = Object.entries(edits).map(([path, each]) => this.#textChange(path, each));
    this.#commit({ label, group: null, changes }, 'canvas');
  }

  /** Files that come, go or are replaced, as one step; null takes a file away. */
  changeFiles(
    label: string,
    files: Readonly<Record<string, DesignFile | null>>,
    mainFile = this.#state.mainFile,
  ): void {
    const changes: Change[] = Object.entries(files).map(([path, after]) => ({
      kind: 'file',
      path,
      before: this.#state.files.get(path) ?? null,
      after,
    }));
    const { mainFile: before } = this.#state;
    if (mainFile !== before) changes.push({ kind: 'main-file', before, after: mainFile });
    this.#commit({ label, group: null, changes }, 'canvas');
  }

  /** Takes over what somebody else made of it, or an earlier state, as one step; nothing happens when it is as it was. */
  adopt(label: string, content: Content): void {
    const { changes, layout } = changesTo(this.#state, content);
    if (changes.length === 0 && layout === null) return;
    this.#commit({ label, group: null, changes, ...(layout !== null && { layout }) }, 'canvas', true);
  }

  /** Moves what is on the canvas; the texts stay as they are. */
  arrange(label: string, layout: LayoutPatch, group: string | null = null): void {
    this.#commit({ label, group, changes: [], layout }, 'canvas');
  }

  select(selection: Partial<Selection>): void {
    this.#set({ selection: { ...nothingSelected, ...selection } });
  }

  /** @returns the label of what was undone; null when there is nothing */
  undo(): string | null {
    const { steps, done } = this.#state.history;
    const step = steps[done - 1];
    if (step === undefined || !this.#state.canEdit) return null;
    const changes = step.changes.toReversed().map(inverse);
    this.#apply(changes, step.layout.back, 'history');
    this.#set({ history: { steps, done: done - 1 }, selection: step.selection.before, ...this.#recalled() });
    return step.label;
  }

  /** @returns the label of what was done again; null when there is nothing */
  redo(): string | null {
    const { steps, done } = this.#state.history;
    const step = steps[done];
    if (step === undefined || !this.#state.canEdit) return null;
    this.#apply(step.changes, step.layout.forth, 'history');
    this.#set({ history: { steps, done: done + 1 }, selection: step.selection.after, ...this.#recalled() });
    return step.label;
  }

  /** Undoes or redoes until `done` steps are done. */
  goTo(done: number): void {
    while (this.#state.history.done > done && this.undo() !== null);
    while (this.#state.history.done < done && this.redo() !== null);
  }

  /** How many things got another name so far. */
  get renames(): number {
    return this.#names.count;
  }

  /** A number that a thing of a section keeps under every name that an intent gives it. */
  identityOf(section: NamedSection, name: string): number {
    return this.#names.identityOf(section, name);
  }

  /** Ends the analysis. */
  close(): void {
    this.#analyst.stop();
  }

  #take(analysis: Analysis): void {
    const { revision, analysis: shown } = this.#state;
    if (analysis.revision === revision) this.#seen.keep(this.#state, analysis);
    // What is recalled may be ahead of the analysis.
    if (analysis === shown || analysis.revision < shown.revision) return;
    this.#set({ analysis: this.#names.inAnalysis(analysis) });
  }

  /** What is known of the text that a step led back to; the analysis follows, and is right where it says otherwise. */
  #recalled(): Partial<DesignerState> {
    const { revision, analysis: shown } = this.#state;
    const known = shown.revision === revision ? null : this.#seen.find(this.#state);
    if (known === null) return {};
    const analysis = { ...known, revision };
    this.#analyst.expect(analysis);
    return { analysis };
  }

  async #perform(intents: readonly Intent[], options: PerformOptions): Promise<Outcome> {
    for (;;) {
      const { revision } = this.#state;
      const outcome = await this.#analyst.resolve(revision, intents);
      // Something was typed meanwhile: what was found belongs to a text that is no more.
      if (outcome === null || this.#state.revision !== revision) continue;
      const told = options.leavesUses ? outcome : askedFirst(outcome, intents);
      if (told.ok) this.#commitOutcome(told, intents, options);
      else {
        const left = outcome.ok ? outcome.left : [];
        this.#set({ refusal: { reason: told.reason, choices: told.choices, left, intents, options } });
      }
      return told;
    }
  }

  #commitOutcome(outcome: Outcome & { ok: true }, intents: readonly Intent[], asked: PerformOptions): void {
    const options = { ...asked, ...asked.named?.(outcome.names) };
    const changes = Object.entries(outcome.edits).map(([path, edits]) => this.#textChange(path, edits));
    const names = newNames(intents);
    const follow = followInLayout(this.#state.layout, names);
    const layout = { ...options.layout, places: { ...follow.places, ...options.layout?.places } };
    const selection = options.select ?? followInSelection(this.#state.selection, names);
    const label = options.label ?? outcome.labels[0] ?? 'Change';
    const revision = this.#state.revision + 1;
    if (this.#state.canEdit) this.#names.give(names, revision);
    // Shown before the analysis has read them; the commit tells of it.
    this.#state = { ...this.#state, analysis: underNames(this.#state.analysis, names) };
    this.#commit({ label, group: options.group ?? null, changes, layout, selection }, 'canvas');
  }

  #textChange(path: string, edits: readonly TextEdit[]): Change {
    return { kind: 'text', path, forth: edits, back: invertEdits(this.#textOf(path), edits) };
  }

  #commit(
    made: Pick<Step, 'label' | 'group' | 'changes'> & { layout?: LayoutPatch; selection?: Selection },
    origin: Origin,
    isForeign = false,
  ): void {
    if (!this.#state.canEdit && !isForeign) return;
    if (made.changes.length === 0 && !isChange(this.#state.layout, made.layout ?? {})) {
      if (made.selection !== undefined) this.select(made.selection);
      return;
    }
    const { selection: before } = this.#state;
    const patches = made.layout === undefined ? [] : [made.layout];
    const back = this.#apply(made.changes, patches, origin);
    const selection = { before, after: made.selection ?? before };
    this.#lastStep += 1;
    const { label, group, changes } = made;
    const step = { id: this.#lastStep, at: this.#now(), label, group, changes, selection };
    this.#set({
      history: addStep(this.#state.history, { ...step, layout: { forth: patches, back } }),
      selection: selection.after,
    });
  }

  /** @returns the patches that lead the layout back */
  #apply(changes: readonly Change[], patches: readonly LayoutPatch[], origin: Origin): LayoutPatch[] {
    const files = new Map(this.#state.files);
    let { layout, mainFile } = this.#state;
    for (const change of changes) {
      if (change.kind === 'main-file') mainFile = change.after;
      else if (change.kind === 'text') files.set(change.path, edited(files.get(change.path), change));
      else if (change.after === null) files.delete(change.path);
      else files.set(change.path, change.after);
    }
    const back: LayoutPatch[] = [];
    for (const patch of patches) {
      const patched = patchLayout(layout, patch);
      layout = patched.layout;
      back.unshift(patched.inverse);
    }
    const revision = this.#state.revision + (changes.length > 0 ? 1 : 0);
    this.#state = { ...this.#state, files, layout, mainFile, revision, unsaved: this.#state.unsaved + 1 };
    this.#tell(changes, origin);
    return back;
  }

  #tell(changes: readonly Change[], origin: Origin): void {
    if (changes.length === 0) return;
    const settleMs = origin === 'source' ? typingPauseMs : 0;
    const texts = changes.filter((change) => change.kind === 'text');
    if (texts.length < changes.length) this.#openAnalysis();
    for (const { path, forth } of texts) for (const listener of this.#editListeners) listener(path, forth, origin);
    if (texts.length < changes.length) return;
    const { revision } = this.#state;
    for (const { path, forth } of texts) this.#analyst.edit({ revision, edits: { [path]: forth }, settleMs });
  }

  #openAnalysis(): void {
    const { revision, mainFile, files } = this.#state;
    const texts = [...files.values()].flatMap(({ path, text }) => (text === null ? [] : [[path, text] as const]));
    this.#analyst.open({ revision, mainFile, texts: Object.fromEntries(texts), paths: [...files.keys()] });
  }

  #textOf(path: string): string {
    const text = this.#state.files.get(path)?.text;
    if (text === null || text === undefined) throw new Error(`There is no text ${path}.`);
    return text;
  }

  #set(change: Partial<DesignerState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

/** A removal that leaves uses behind is not carried out before somebody said so. */
function askedFirst(outcome: Outcome, [intent]: readonly Intent[]): Outcome {
  if (!outcome.ok || outcome.left.length === 0 || intent === undefined) return outcome;
  return { ok: false, reason: `${outcome.labels[0]}? Something still uses it.`, choices: [], intent };
}

function edited(file: DesignFile | undefined, { path, forth }: Change & { kind: 'text' }): DesignFile {
  const text = applyEdits(file?.text ?? '', forth);
  return { path, mode: file?.mode ?? 0o644, text, size: new TextEncoder().encode(text).byteLength };
}

function inverse(change: Change): Change {
  if (change.kind === 'text') return { ...change, forth: change.back, back: change.forth };
  return { ...change, before: change.after, after: change.before } as Change;
}
