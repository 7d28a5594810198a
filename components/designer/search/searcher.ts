import type { TextQuery, TextsFound } from '../../../core/text/find-in-texts.ts';
import type { DesignFile } from '../document/history.ts';
import type { SearchQuestion, SearchTold } from './search-messages.ts';

/** The worker as the page has it; another thread's port in a test. */
export interface SearchChannel {
  post(question: SearchQuestion): void;
  listen(listener: (told: SearchTold) => void): void;
  close(): void;
}

interface Search {
  files: ReadonlyMap<string, DesignFile>;
  query: TextQuery;
  resolve: (found: TextsFound | null) => void;
}

/** An expression that takes longer would hardly end. */
const longestMs = 3_000;

const tooLong =
  'The search was ended after 3 seconds: the expression can match in too many ways. Leave out a repetition within a repetition, such as (a+)+.';

/** Searches in a thread of its own, which is ended when it takes too long. */
export class Searcher {
  readonly #open: () => SearchChannel;
  #channel: SearchChannel | null = null;
  #told: ReadonlyMap<string, DesignFile> = new Map();
  #running: Search | null = null;
  #next: Search | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(open: () => SearchChannel) {
    this.#open = open;
  }

  /** What is found in the texts of these files; null when it was asked for something else meanwhile, or closed. */
  search(files: ReadonlyMap<string, DesignFile>, query: TextQuery): Promise<TextsFound | null> {
    this.#next?.resolve(null);
    return new Promise((resolve) => {
      this.#next = { files, query, resolve };
      this.#begin();
    });
  }

  /** Ends the thread; it is started again with the next search. */
  close(): void {
    this.#next?.resolve(null);
    this.#next = null;
    this.#end(null);
  }

  #begin(): void {
    if (this.#running !== null || this.#next === null) return;
    const search = this.#next;
    this.#running = search;
    this.#next = null;
    const changed = changedTexts(this.#told, search.files);
    this.#told = search.files;
    this.#channel ??= this.#start();
    this.#channel.post({ query: search.query, changed });
  }

  #start(): SearchChannel {
    const channel = this.#open();
    channel.listen((told) => {
      if (channel !== this.#channel) return;
      if (told.kind === 'begun') this.#timer = setTimeout(() => this.#end({ ok: false, problem: tooLong }), longestMs);
      else if (told.kind === 'found') this.#answer(told.found);
      else this.#end({ ok: false, problem: 'The search could not be started. Load the page again.' });
    });
    return channel;
  }

  #answer(found: TextsFound | null): void {
    clearTimeout(this.#timer);
    this.#running?.resolve(found);
    this.#running = null;
    this.#begin();
  }

  #end(found: TextsFound | null): void {
    this.#channel?.close();
    this.#channel = null;
    this.#told = new Map();
    this.#answer(found);
  }
}

function changedTexts(
  before: ReadonlyMap<string, DesignFile>,
  after: ReadonlyMap<string, DesignFile>,
): Record<string, string | null> {
  const paths = new Set([...before.keys(), ...after.keys()]);
  const textOf = (files: ReadonlyMap<string, DesignFile>, path: string) => files.get(path)?.text ?? null;
  return Object.fromEntries(
    [...paths].flatMap((path) => {
      const text = textOf(after, path);
      return text === textOf(before, path) ? [] : [[path, text]];
    }),
  );
}

/** Starts the worker. */
export function openSearchWorker(): SearchChannel {
  const worker = new Worker(new URL('./search.worker.ts', import.meta.url), { type: 'module' });
  return {
    post: (question) => worker.postMessage(question),
    listen: (listener) => {
      worker.addEventListener('message', ({ data }: MessageEvent<SearchTold>) => listener(data));
      worker.addEventListener('error', () => listener({ kind: 'failed' }));
    },
    close: () => worker.terminate(),
  };
}
