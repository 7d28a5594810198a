import type {
  DraftState,
  OpenedDraft,
  PublishRequest,
  PublishResult,
  SaveDraftRequest,
  SaveDraftResult,
} from '../../../server/api/draft-contract.ts';
import { faultCode, faultText } from '../../api/fault.ts';
import type { Content } from '../document/changes-to.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { changesBetween, contentNow, contentOf, differingFiles, withFiles } from './draft-content.ts';
import type { KeptDraft } from './kept-drafts.ts';
import { mergeContents } from './merge-contents.ts';

/** The server, as far as a draft is concerned. Each throws ApiFault. */
export interface DraftServer {
  open(): Promise<OpenedDraft>;
  state(): Promise<DraftState>;
  save(request: SaveDraftRequest): Promise<SaveDraftResult>;
  publish(request: PublishRequest): Promise<PublishResult>;
}

/** What this browser keeps, so that nothing is lost when it ends before the server has it. */
export interface DraftKeeper {
  keep(draft: KeptDraft): Promise<void>;
  forget(): Promise<void>;
}

/** Two people changed the same lines, or the same file otherwise. */
export interface Conflict {
  /** What both began with. */
  base: Content;
  theirs: OpenedDraft;
  /** Paths of the files that both changed. */
  paths: readonly string[];
}

export type SaveStatus =
  | { kind: 'saved' | 'saving' }
  /** The server does not answer; `isKept`: this browser has everything. */
  | { kind: 'offline'; isKept: boolean }
  /** The server does not take it; the reason is a sentence. */
  | { kind: 'refused'; reason: string }
  | { kind: 'conflict'; conflict: Conflict };

/** What is told in passing. */
export interface SaverNews {
  /** Somebody else, or the same person elsewhere, changed the draft; `isMerged`: and so was it changed here. */
  taken(by: string | null, isMerged: boolean): void;
  recovered(paths: readonly string[]): void;
}

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

export interface SaverState {
  status: SaveStatus;
  server: DraftState;
}

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
    this.#state = { status: { kind: 'saved' }, server: serverState(opened) };
    this.#seen = document.getState().unsaved;
    this.#unsubscribe = document.subscribe(() => this.#look());
  }

  readonly getState = (): SaverState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Whether something is neither saved nor kept in the browser. */
  get isAtRisk(): boolean {
    return this.#keepTimer !== undefined || (this.#state.status.kind === 'offline' && !this.#state.status.isKept);
  }

  /** Goes on with what a browser that ended had kept. */
  recover({ base, files, mainFile, layout }: KeptDraft): void {
    const theirs = contentOf(this.#o.opened);
    const before = { ...withFiles(theirs, base.files), mainFile: base.mainFile, layout: base.layout };
    const mine = { ...withFiles(before, files), mainFile, layout };
    const { content, conflicts } = mergeContents(before, { mine, theirs });
    this.#o.document.adopt('Recovered changes', conflicts.length > 0 ? mine : content);
    if (conflicts.length > 0)
      this.#setStatus({ kind: 'conflict', conflict: { base: before, theirs: this.#o.opened, paths: conflicts } });
    this.#o.news.recovered(Object.keys(files));
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
    const now = contentNow(this.#o.document);
    const files = differingFiles(this.#saved, now);
    const base = differingFiles(now, this.#saved);
    const { mainFile, layout } = now;
    const { revision, baseVersion } = this.#state.server;
    const kept = { mainFile: this.#saved.mainFile, layout: this.#saved.layout, files: base };
    try {
      await this.#o.keeper.keep({ revision, baseVersion, mainFile, layout, files, base: kept });
      this.#keepTimer = undefined;
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
      if (faultCode(fault) === 'not-found' && !this.#isBusy()) this.#refuse(fault);
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

  #nextRequest(): (SaveDraftRequest & { sent: Content }) | null {
    const sent = contentNow(this.#o.document);
    const changes = changesBetween(this.#saved, sent);
    const isMoved = sent.layout !== this.#saved.layout;
    if (changes.length === 0 && !isMoved && sent.mainFile === this.#saved.mainFile) return null;
    const { revision, baseVersion } = this.#state.server;
    const request = { id: this.#o.opened.id, revision, baseVersion, saveId: this.#o.newId() };
    const layout = isMoved ? { layout: toPlain(sent.layout) } : {};
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
    const theirs = contentOf(opened);
    this.#saved = theirs;
    this.#set({ server: serverState(opened) });
    for (const [at, content] of contents.entries())
      this.#o.document.adopt(at === 0 ? label : 'Settle what both changed', content);
    // Where nothing was moved here, the layout is the server's own and not to be sent again.
    const { layout } = this.#o.document.getState();
    if (contents.length === 1 && contents[0] === theirs) this.#saved = { ...theirs, layout };
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

/** The server is away or busy, and may not be for long. */
function mayPass(fault: unknown): boolean {
  const code = faultCode(fault);
  return code === null || code === 'unavailable' || code === 'too-many-requests' || code === 'storage-full';
}

function isNewer(told: DraftState, known: DraftState): boolean {
  return told.revision > known.revision || (told.revision === known.revision && told.baseVersion !== known.baseVersion);
}

function serverState(opened: OpenedDraft): DraftState {
  const { revision, baseVersion, latestVersion, isChanged, savedAt, savedBy } = opened;
  return { revision, baseVersion, latestVersion, isChanged, savedAt, savedBy };
}

function theirLabel({ savedBy }: OpenedDraft): string {
  return `Changes of ${savedBy ?? 'the product'}`;
}

function toPlain({ places, notes }: Content['layout']): SaveDraftRequest['layout'] {
  return { places: { ...places }, notes: { ...notes } };
}
