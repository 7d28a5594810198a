import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DraftState, OpenedDraft, SaveDraftRequest } from '../../../server/api/draft-contract.ts';
import { ApiFault } from '../../api/fault.ts';
import type { Analyst } from '../analysis/protocol.ts';
import { DesignerDocument } from '../document/designer-document.ts';
import { DraftSaver } from './draft-saver.ts';
import type { KeptDraft } from './kept-drafts.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const path = 'blueprint.yaml';
const lines = 'a\nb\nc\nd\ne\n';

/** A server with one draft, as server/services/drafts keeps it. */
class Shelf {
  isAway = false;
  losesAnswers = false;
  requests: SaveDraftRequest[] = [];
  draft: OpenedDraft = {
    ...{ id: 'id', name: 'shop', mainFile: path, layout: { places: {}, notes: {} }, canEdit: true },
    ...{ revision: 0, baseVersion: 1, latestVersion: 1, isChanged: false, savedAt: null, savedBy: null },
    files: [fileOf(lines)],
  };
  #lastId = '';

  open = async (): Promise<OpenedDraft> => {
    this.#reach();
    // What comes over a network is never the same object.
    return structuredClone(this.draft);
  };
  state = async (): Promise<DraftState> => {
    this.#reach();
    return this.draft;
  };
  rename = async () => undefined;
  create = async () => ({ id: 'copy' });
  publish = async () => Promise.reject(new Error('nobody publishes here'));
  save = async (request: SaveDraftRequest) => {
    this.#reach();
    this.requests.push(request);
    if (request.saveId !== this.#lastId) {
      if (request.revision !== this.draft.revision) return { ok: false, state: this.draft };
      this.#lastId = request.saveId;
      this.write(request, 'me');
    }
    if (this.losesAnswers) {
      this.losesAnswers = false;
      throw new ApiFault('lost', null);
    }
    return { ok: true, state: this.draft };
  };

  write({ changes, layout }: Pick<SaveDraftRequest, 'changes' | 'layout'>, savedBy: string): void {
    const files = new Map(this.draft.files.map((file) => [file.path, file]));
    for (const change of changes) {
      if ('isRemoved' in change) files.delete(change.path);
      else if ('text' in change) files.set(change.path, { ...fileOf(change.text), path: change.path });
    }
    const { revision } = this.draft;
    const saved = { revision: revision + 1, savedBy, savedAt: '2026-01-01T00:00:00Z', isChanged: true };
    this.draft = { ...this.draft, ...saved, files: [...files.values()], layout: layout ?? this.draft.layout };
  }

  writeText(text: string, savedBy = 'ann'): void {
    this.write({ changes: [{ path, mode: 0o644, text }] }, savedBy);
  }

  get text(): string | null | undefined {
    return this.draft.files.find((file) => file.path === path)?.text;
  }

  #reach(): void {
    if (this.isAway) throw new ApiFault('away', null);
  }
}

function fileOf(text: string) {
  return { path, mode: 0o644, text, size: text.length };
}

const analyst: Analyst = new Proxy({} as Analyst, { get: () => () => undefined });

function start(shelf: Shelf) {
  let kept: KeptDraft | null = null;
  const news: string[] = [];
  let ids = 0;
  const document = new DesignerDocument(shelf.draft, analyst, Date.now);
  const saver = new DraftSaver({
    ...{ document, opened: shelf.draft, server: shelf },
    newId: () => `${Math.random()}-${++ids}`,
    keeper: {
      keep: async (draft) => {
        kept = draft;
      },
      forget: async () => {
        kept = null;
      },
    },
    news: {
      taken: (by, isMerged) => news.push(`${isMerged ? 'merged with' : 'taken from'} ${by}`),
      recovered: (paths) => news.push(`recovered ${paths}`),
    },
  });
  const text = () => document.getState().files.get(path)?.text;
  /** Writes over the line that holds `line`. */
  const write = (line: string, insert: string) => {
    const from = text()?.indexOf(line) ?? -1;
    document.editText(path, [{ from, to: from + line.length, insert }], { label: 'Type', group: null });
  };
  const status = () => saver.getState().status;
  return { document, saver, news, text, write, status, keptDraft: () => kept };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('what is changed', () => {
  test('is kept in the browser and saved within a second of the first change, with the layout', async () => {
    const shelf = new Shelf();
    const { write, document, status, keptDraft } = start(shelf);
    expect(status().kind).toBe('saved');
    for (let n = 0; n < 4; n++) {
      write('e', 'ee');
      await pass(80);
    }
    expect(keptDraft()?.files[path]).toBeDefined();
    document.arrange('Move', { places: { web: { x: 1, y: 2 } } });
    expect(status().kind).toBe('saving');
    write('b\n', 'B\n');
    await pass(700);
    expect(status().kind).toBe('saved');
    expect(shelf.text).toBe('a\nB\nc\nd\neeeee\n');
    expect(shelf.draft.layout.places).toEqual({ web: { x: 1, y: 2 } });
    expect(shelf.requests).toHaveLength(1);
    expect(keptDraft()).toBeNull();
  });

  test('is sent once the server is back, and is kept meanwhile', async () => {
    const shelf = new Shelf();
    const { write, status, keptDraft, saver } = start(shelf);
    shelf.isAway = true;
    write('b\n', 'B\n');
    await pass(3_000);
    expect(status()).toEqual({ kind: 'offline', isKept: true });
    expect(saver.isAtRisk).toBe(false);
    write('c\n', 'C\n');
    await pass(300);
    expect(keptDraft()?.files[path]?.text).toBe('a\nB\nC\nd\ne\n');
    shelf.isAway = false;
    await pass(10_000);
    expect(status().kind).toBe('saved');
    expect(shelf.text).toBe('a\nB\nC\nd\ne\n');
  });

  test('is no conflict with itself when the answer was lost', async () => {
    const shelf = new Shelf();
    const { write, status, news } = start(shelf);
    shelf.losesAnswers = true;
    write('b\n', 'B\n');
    await pass(800);
    write('c\n', 'C\n');
    await pass(10_000);
    expect(status().kind).toBe('saved');
    expect([shelf.text, shelf.draft.revision, news]).toEqual(['a\nB\nC\nd\ne\n', 2, []]);
  });
});

describe('what somebody else saved', () => {
  test('is taken over where nothing was changed here, as a step that can be undone', async () => {
    const shelf = new Shelf();
    const { saver, text, document, news } = start(shelf);
    shelf.writeText('a\nb\nc\nd\nE\n');
    await saver.watch();
    expect(text()).toBe('a\nb\nc\nd\nE\n');
    expect(news).toEqual(['taken from ann']);
    await pass(2_000);
    expect(shelf.requests).toEqual([]);
    expect(document.undo()).toBe('Changes of ann');
  });

  test('is joined with what was changed here in other lines', async () => {
    const shelf = new Shelf();
    const { write, text, news, status } = start(shelf);
    write('a\n', 'A\n');
    shelf.writeText('a\nb\nc\nd\nE\n');
    await pass(1_000);
    expect([text(), shelf.text]).toEqual(['A\nb\nc\nd\nE\n', 'A\nb\nc\nd\nE\n']);
    expect([status().kind, news]).toEqual(['saved', ['merged with ann']]);
  });

  async function conflicted() {
    const shelf = new Shelf();
    const all = start(shelf);
    all.write('b\n', 'mine\n');
    all.write('a\n', 'A\n');
    shelf.writeText('a\ntheirs\nc\nd\nE\n');
    await pass(1_000);
    expect(all.status()).toMatchObject({ kind: 'conflict', conflict: { paths: [path] } });
    // Nothing is sent until a person has decided.
    all.write('d\n', 'D\n');
    await pass(2_000);
    expect(shelf.text).toBe('a\ntheirs\nc\nd\nE\n');
    expect(all.keptDraft()?.files[path]?.text).toBe('A\nmine\nc\nD\ne\n');
    return { shelf, ...all };
  }
  const mine = 'A\nmine\nc\nD\ne\n';
  const theirs = 'a\ntheirs\nc\nd\nE\n';

  test('in the same lines is a conflict; theirs can be taken, and mine is one undo away', async () => {
    const { saver, shelf, text, document, status } = await conflicted();
    saver.takeTheirs();
    await pass(1_000);
    expect([text(), shelf.text, status().kind]).toEqual([theirs, theirs, 'saved']);
    document.undo();
    expect(text()).toBe(mine);
  });

  test('can be written over, and is one undo away', async () => {
    const { saver, shelf, text, document, status } = await conflicted();
    saver.keepMine();
    await pass(1_000);
    expect([text(), shelf.text, status().kind]).toEqual([mine, mine, 'saved']);
    document.undo();
    expect(text()).toBe(theirs);
  });

  test('can be joined, mine in the lines that both changed', async () => {
    const { saver, shelf, text } = await conflicted();
    saver.keepBoth();
    await pass(1_000);
    expect([text(), shelf.text]).toEqual(['A\nmine\nc\nD\nE\n', 'A\nmine\nc\nD\nE\n']);
  });
});

describe('what a browser that ended had kept', () => {
  async function killed(shelf: Shelf): Promise<KeptDraft> {
    const { write, keptDraft, saver } = start(shelf);
    shelf.isAway = true;
    write('b\n', 'B\n');
    await pass(250);
    const kept = keptDraft();
    if (kept === null) throw new Error('nothing was kept');
    await pass(1_000);
    void saver.close();
    shelf.isAway = false;
    return kept;
  }

  test('is gone on with', async () => {
    const shelf = new Shelf();
    const kept = await killed(shelf);
    const { saver, text, news } = start(shelf);
    saver.recover(kept);
    expect([text(), news]).toEqual(['a\nB\nc\nd\ne\n', [`recovered ${path}`]]);
    await pass(1_000);
    expect(shelf.text).toBe('a\nB\nc\nd\ne\n');
  });

  test('is joined with what was saved since, or is a conflict with it', async () => {
    const shelf = new Shelf();
    const kept = await killed(shelf);
    shelf.writeText('a\nb\nc\nd\nE\n');
    const first = start(shelf);
    first.saver.recover(kept);
    expect(first.text()).toBe('a\nB\nc\nd\nE\n');
    await first.saver.close();
    shelf.writeText('a\nother\nc\nd\ne\n');
    const second = start(shelf);
    second.saver.recover(kept);
    expect(second.status().kind).toBe('conflict');
    second.saver.takeTheirs();
    await pass(1_000);
    expect([shelf.text, second.status().kind]).toEqual(['a\nother\nc\nd\ne\n', 'saved']);
  });
});
