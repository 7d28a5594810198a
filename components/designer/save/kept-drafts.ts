import type { DesignFile } from '../document/history.ts';
import type { Layout } from '../document/layout.ts';

/** Changes of a draft that the server may not have yet, and what they are changes of. */
export interface KeptDraft {
  revision: number;
  baseVersion: number | null;
  mainFile: string;
  layout: Layout;
  /** Those that differ; null: taken away. */
  files: Record<string, DesignFile | null>;
  /** The same files as they were saved. */
  base: { mainFile: string; layout: Layout; files: Record<string, DesignFile | null> };
}

interface KeptRow extends KeptDraft {
  draftId: string;
  userId: string;
  /** Names the open designer that keeps it. */
  holder: string;
}

const store = 'drafts';

/** Drafts of one blueprint and person in this browser; each open designer keeps its own. */
export class KeptDrafts {
  readonly #draftId: string;
  readonly #userId: string;
  readonly #holder: string;
  /** Ends the hold of this page on its row. */
  #release: () => void = () => undefined;
  #database: Promise<IDBDatabase> | null = null;

  constructor({ draftId, userId, holder }: { draftId: string; userId: string; holder: string }) {
    this.#draftId = draftId;
    this.#userId = userId;
    this.#holder = holder;
    // While the page lives it holds this lock; another page then leaves its row alone.
    const held = new Promise<void>((resolve) => {
      this.#release = resolve;
    });
    void navigator.locks?.request(lockName(holder), () => held).catch(() => undefined);
  }

  async keep(draft: KeptDraft): Promise<void> {
    const row: KeptRow = { ...draft, draftId: this.#draftId, userId: this.#userId, holder: this.#holder };
    await this.#run('readwrite', (rows) => rows.put(row));
  }

  /** Forgets what this designer keeps, or what another one that ended had kept. */
  async forget(holder = this.#holder): Promise<void> {
    await this.#run('readwrite', (rows) => rows.delete(holder));
  }

  /** What designers that ended had kept. */
  async left(): Promise<(KeptDraft & { holder: string })[]> {
    const rows = (await this.#run('readonly', (all) => all.getAll())) as KeptRow[];
    const left: KeptRow[] = [];
    for (const row of rows) {
      if (row.draftId !== this.#draftId || row.userId !== this.#userId || row.holder === this.#holder) continue;
      if (await isHeld(row.holder)) continue;
      left.push(row);
    }
    return left;
  }

  close(): void {
    this.#release();
    void this.#database?.then((database) => database.close());
  }

  async #run(mode: IDBTransactionMode, act: (rows: IDBObjectStore) => IDBRequest): Promise<unknown> {
    this.#database ??= openDatabase();
    const transaction = (await this.#database).transaction(store, mode, { durability: 'strict' });
    const request = act(transaction.objectStore(store));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('gantry-drafts', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store, { keyPath: 'holder' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function lockName(holder: string): string {
  return `gantry-draft-${holder}`;
}

/** Where browsers know no locks, a row of a living page is taken too: its changes then meet themselves, and are the same. */
async function isHeld(holder: string): Promise<boolean> {
  if (!navigator.locks) return false;
  return navigator.locks.request(lockName(holder), { ifAvailable: true }, (lock) => lock === null);
}
