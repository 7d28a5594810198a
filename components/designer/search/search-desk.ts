'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { TextEdit } from '../../../core/dsl/edit/index.ts';
import type { TextQuery, TextsFound } from '../../../core/text/find-in-texts.ts';
import { count } from '../../ui/count.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import type { DesignFile } from '../document/history.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { openSearchWorker, Searcher } from './searcher.ts';

interface SearchState {
  query: TextQuery;
  /** What takes the place of matches while nothing is replaced. */
  replacement: string;
  /** Null until something was looked for. */
  found: TextsFound | null;
  /** The files in which it was found. */
  searched: ReadonlyMap<string, DesignFile> | null;
  /** Grows each time somebody asks for the field. */
  asked: number;
}

/** What is looked for in the files of a document; kept while the pane is closed. */
export class SearchDesk {
  readonly #document: DesignerDocument;
  readonly #searcher = new Searcher(openSearchWorker);
  readonly #listeners = new Set<() => void>();
  #state: SearchState = {
    query: { text: '', matchesCase: false, isWholeWord: false, isExpression: false, replacement: null },
    replacement: '',
    found: null,
    searched: null,
    asked: 0,
  };

  constructor(document: DesignerDocument) {
    this.#document = document;
  }

  readonly get = (): SearchState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Leads to the field; `text`: what is looked for from now on. */
  ask(text: string | null): void {
    const { query, asked } = this.#state;
    this.#set({ asked: asked + 1, query: text === null ? query : { ...query, text, isExpression: false } });
  }

  change(query: Partial<TextQuery>): void {
    this.#set({ query: { ...this.#state.query, ...query } });
  }

  /** Begins or ends replacing, or replaces by another text. */
  replaceBy(replacement: string | null): void {
    this.change({ replacement });
    if (replacement !== null) this.#set({ replacement });
  }

  async search(files: ReadonlyMap<string, DesignFile>): Promise<void> {
    const { query } = this.#state;
    if (query.text === '') return this.#set({ found: null, searched: null });
    const found = await this.#searcher.search(files, query);
    if (found !== null && query === this.#state.query) this.#set({ found, searched: files });
  }

  close(): void {
    this.#searcher.close();
  }

  /** Replaces all that is listed as one step; nothing happens when the texts are others by now. */
  replaceAll(): void {
    const { found, searched, query } = this.#state;
    if (found?.ok !== true || searched !== this.#document.getState().files || query.replacement === null) return;
    const edits = Object.fromEntries(
      found.files.map(({ path, matches }): [string, TextEdit[]] => [
        path,
        matches.map(({ from, to, put }) => ({ from, to, insert: put ?? '' })),
      ]),
    );
    const where = `${found.count} in ${count(found.files.length, 'file')}`;
    this.#document.editTexts(edits, `Replace “${shortened(query.text)}”, ${where}`);
  }

  #set(change: Partial<SearchState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}

const desks = new WeakMap<DesignerDocument, SearchDesk>();

/** The search over the files of a document. */
export function searchDeskOf(document: DesignerDocument): SearchDesk {
  const desk = desks.get(document) ?? new SearchDesk(document);
  desks.set(document, desk);
  return desk;
}

/** What is looked for and found; searches again whenever a text changes, for as long as this is shown. */
export function useSearch() {
  const document = useDesignerDocument();
  const desk = searchDeskOf(document);
  const state = useSyncExternalStore(desk.subscribe, desk.get, desk.get);
  const files = useDesigner((all) => all.files);
  const { query } = state;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query is another search.
  useEffect(() => void desk.search(files), [desk, files, query]);
  useEffect(() => () => desk.close(), [desk]);
  return { ...state, desk, isCurrent: state.searched === files };
}
