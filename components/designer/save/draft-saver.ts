import type { OpenedDraft, PublishResult, SaveDraftRequest } from '../../../server/api/draft-contract.ts';
import { faultText } from '../../api/fault.ts';
import { type Content, isSameLayout } from '../document/changes-to.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { changesBetween, contentNow, contentOf, differingFiles, toWritten, withFiles } from './draft-content.ts';
import { isGone, isNewer, mayPass, serverState, theirLabel, toPlain } from './draft-states.ts';
import type { KeptDraft } from './kept-drafts.ts';
import { mergeContents } from './merge-contents.ts';
import type { DraftKeeper, DraftServer, SaverNews, SaverState, SaveStatus } from './saver-types.ts';

interface SaverOptions {
  document: DesignerDocument;
  opened: OpenedDraft;
  server: DraftServer;
  keeper: DraftKeeper;
  news: SaverNews;
  newId: () => string;
}

/** Changes are kept in the browser and saved this long after the first of them, ms. */
const keepAfterMs = 200;
const saveAfterMs = 700;
const leastRetryMs = 1_000;
const mostRetryMs = 8_000;

/**
 * Saves what is changed in a document, in order and one after the other, keeps it in the browser until it is saved, and
 * takes over what others save.
 */
export class DraftSaver {
  readonly #o: SaverOptions;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: () => void;
  #state: SaverState;
  /** What the server has. */
  #saved: Content;
  /** The `unsaved` of the document that was seen last. */
  #seen: number;
  /** The same of what is kept in the browser. */
  #kept: number;
  #running: Promise<void> | null = null;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #retryMs = leastRetryMs;
  #wake: (() => void) | null = null;
  #isClosed = false;

  constructor(options: SaverOptions) {
    this.#o = options;
    const { document, opened } = options;
    this.#saved = contentOf(opened);
    this.#state = { name: opened.name, status: { kind: 'saved' }, server: serverState(opened) };
    this.#seen = document.getState().unsaved;
    this.#kept = this.#seen;
    this.#unsubscribe = document.subscribe(() => this.#look());
  }

  readonly getState = (): SaverState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Of the draft. */
  get id(): string {
    return this.#o.opened.id;
  }

  /** Whether something is neither saved nor kept in the browser. */
  get isAtRisk(): boolean {
    return this.#state.status.kind !== 'saved' && this.#kept !== this.#seen;
  }

  /** Goes on with what a browser that ended had kept. */
  recover({ base, files, mainFile, layout }: KeptDraft): void {
    const theirs = contentOf(this.#o.opened);
    const before = { ...withFiles(theirs, base.files), mainFile: base.mainFile, layout: base.layout };
    const mine = { ...withFiles(before, files), mainFile, layout };
    const { content, conflicts } = mergeContents(before, { mine, theirs });
    this.#o.document.adopt('Recovered changes', conflicts.length > 0 ? mine : content);
    if (conflicts.length > 0 && this.#state.status.kind !== 'conflict')
      this.#setStatus({ kind: 'conflict', conflict: { base: before, theirs: this.#o.opened, paths: conflicts } });
    if (!this.#isAsSaved()) this.#o.news.recovered(Object.keys(files));
  }

  /** Saves at once. Resolves when all is saved, or cannot be for now. */
  async flush(): Promise<void> {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = undefined;
    this.#wake?.();
    await this.#save();
  }

  /** Keeps what is not saved in the browser at once. */
  async keep(): Promise<void> {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = undefined;
    if (this.#isAsSaved()) return;
    const now = contentNow(this.#o.document);
    const seen = this.#seen;
    const files = differingFiles(this.#saved, now);
    const base = differingFiles(now, this.#saved);
    const { mainFile, layout } = now;
    const { revision, baseVersion } = this.#state.server;
    const kept = { mainFile: this.#saved.mainFile, layout: this.#saved.layout, files: base };
    try {
      await this.#o.keeper.keep({ revision, baseVersion, mainFile, layout, files, base: kept });
      this.#kept = seen;
      if (this.#state.status.kind === 'offline') this.#setStatus({ kind: 'offline', isKept: true });
    } catch {
      if (this.#state.status.kind === 'offline') this.#setStatus({ kind: 'offline', isKept: false });
    }
  }

  /** Looks whether others saved something; to be called every few seconds. Faults are told as a state. */
  async watch(): Promise<void> {
    if (this.#isBusy()) return;
    try {
      const state = await this.#o.server.state();
      if (this.#isBusy() || this.#isClosed) return;
      if (isNewer(state, this.#state.server)) await this.#save(true);
      else if (state.latestVersion !== this.#state.server.latestVersion) this.#set({ server: state });
    } catch (fault) {
      if (isGone(fault) && !this.#isBusy()) this.#refuse(fault);
    }
  }

  /** Ends a conflict with what the others saved; mine stays a step of the history. */
  takeTheirs(): void {
    this.#settle((theirs) => [theirs]);
  }

  /** Ends a conflict with mine; theirs stays a step of the history. */
  keepMine(): void {
    const mine = contentNow(this.#o.document);
    this.#settle((theirs) => [theirs, mine]);
  }

  /** Ends a conflict with both: mine only where both changed the same lines. */
  keepBoth(): void {
    const mine = contentNow(this.#o.document);
    this.#settle((theirs, base) => [theirs, mergeContents(base, { mine, theirs }).content]);
  }

  /**
   * Ends a conflict with what the others saved, and makes a new draft of mine.
   * @returns the id of the new draft
   */
  async saveAsCopy(name: string): Promise<string> {
    const { files, mainFile, layout } = contentNow(this.#o.document);
    const from = this.#o.opened.id;
    const written = Array.from(files.values(), toWritten);
    const { id } = await this.#o.server.create({ name, mainFile, files: written, layout: toPlain(layout), from });
    this.takeTheirs();
    return id;
  }

  /** Names what is no blueprint yet. */
  async rename(name: string): Promise<void> {
    await this.#o.server.rename(name);
    this.#set({ name });
  }

  /** Stores what is saved as the next version. What is not saved yet is saved first; null when that is not possible. */
  async publish(note: string): Promise<PublishResult | null> {
    await this.flush();
    if (this.#state.status.kind !== 'saved') return null;
    const { revision, latestVersion } = this.#state.server;
    const result = await this.#o.server.publish({ id: this.#o.opened.id, revision, latestVersion, note });
    if (result.outcome === 'published') this.#set({ server: result.state });
    if (result.outcome === 'conflict') await this.watch();
    return result;
  }

  /** Ends it; what is not saved is saved once more, and kept when that fails. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe();
    await this.keep();
    await this.flush();
  }

  #look(): void {
    const { unsaved } = this.#o.document.getState();
    if (unsaved === this.#seen) return;
    this.#seen = unsaved;
    this.#keepTimer ??= setTimeout(() => void this.keep(), keepAfterMs);
    if (this.#state.status.kind === 'conflict') return;
    if (this.#state.status.kind !== 'offline') this.#setStatus({ kind: 'saving' });
    this.#saveTimer ??= setTimeout(() => {
      this.#saveTimer = undefined;
      void this.#save();
    }, saveAfterMs);
  }

  #isBusy(): boolean {
    return this.#running !== null || this.#state.status.kind === 'conflict';
  }

  #save(isTold = false): Promise<void> {
    if (this.#state.status.kind === 'conflict') return Promise.resolve();
    this.#running ??= this.#saveAll(isTold).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** `isTold`: another state is known to be there. */
  async #saveAll(isTold: boolean): Promise<void> {
    try {
      if (isTold) await this.#meet();
      while (this.#state.status.kind !== 'conflict') {
        const request = this.#nextRequest();
        if (request === null) break;
        const { sent, ...body } = request;
        const result = await this.#persist(() => this.#o.server.save(body));
        if (result.ok) {
          this.#saved = sent;
          this.#set({ server: result.state });
        } else await this.#meet();
      }
      if (this.#state.status.kind !== 'conflict') await this.#allSaved();
    } catch (fault) {
      this.#refuse(fault);
    }
  }

  async #allSaved(): Promise<void> {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = undefined;
    this.#setStatus({ kind: 'saved' });
    await this.#o.keeper.forget().catch(() => undefined);
  }

  #isAsSaved(): boolean {
    const now = contentNow(this.#o.document);
    if (now.mainFile !== this.#saved.mainFile || !isSameLayout(now.layout, this.#saved.layout)) return false;
    return changesBetween(this.#saved, now).length === 0;
  }

  #nextRequest(): (SaveDraftRequest & { sent: Content }) | null {
    if (this.#isAsSaved()) return null;
    const sent = contentNow(this.#o.document);
    const changes = changesBetween(this.#saved, sent);
    const { revision, baseVersion } = this.#state.server;
    const request = { id: this.#o.opened.id, revision, baseVersion, saveId: this.#o.newId() };
    const layout = isSameLayout(sent.layout, this.#saved.layout) ? {} : { layout: toPlain(sent.layout) };
    return { ...request, mainFile: sent.mainFile, changes, ...layout, sent };
  }

  /** Takes over what others saved, with mine where that is possible. */
  async #meet(): Promise<void> {
    const opened = await this.#persist(() => this.#o.server.open());
    const theirs = contentOf(opened);
    const mine = contentNow(this.#o.document);
    const { content, conflicts } = mergeContents(this.#saved, { mine, theirs });
    if (conflicts.length > 0) {
      this.#setStatus({ kind: 'conflict', conflict: { base: this.#saved, theirs: opened, paths: conflicts } });
      return;
    }
    const isMerged = changesBetween(this.#saved, mine).length > 0;
    const isOther = changesBetween(mine, content).length > 0;
    this.#adopt(opened, [content], theirLabel(opened));
    if (isOther) this.#o.news.taken(opened.savedBy, isMerged);
  }

  #adopt(opened: OpenedDraft, contents: readonly Content[], label: string): void {
    this.#saved = contentOf(opened);
    this.#set({ server: serverState(opened) });
    for (const [at, content] of contents.entries())
      this.#o.document.adopt(at === 0 ? label : 'Settle what both changed', content);
    this.#seen = this.#o.document.getState().unsaved;
  }

  #settle(steps: (theirs: Content, base: Content) => Content[]): void {
    const { status } = this.#state;
    if (status.kind !== 'conflict') return;
    const { theirs, base } = status.conflict;
    this.#setStatus({ kind: 'saving' });
    this.#adopt(theirs, steps(contentOf(theirs), base), theirLabel(theirs));
    void this.flush();
  }

  /** Asks until the server answers; what it refuses is thrown. */
  async #persist<Result>(ask: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        if (this.#state.status.kind !== 'offline') this.#setStatus({ kind: 'saving' });
        const result = await ask();
        this.#retryMs = leastRetryMs;
        return result;
      } catch (fault) {
        if (!mayPass(fault) || this.#isClosed) throw fault;
        if (this.#state.status.kind !== 'offline') this.#setStatus({ kind: 'offline', isKept: false });
        void this.keep();
        await this.#pause();
      }
    }
  }

  #pause(): Promise<void> {
    const waitMs = this.#retryMs;
    this.#retryMs = Math.min(this.#retryMs * 2, mostRetryMs);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #refuse(fault: unknown): void {
    this.#setStatus({ kind: 'refused', reason: faultText(fault) });
  }

  #setStatus(status: SaveStatus): void {
    this.#set({ status });
  }

  #set(change: Partial<SaverState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
