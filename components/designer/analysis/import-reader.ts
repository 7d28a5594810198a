import type { ImportableType } from '../../../server/api/contract.ts';
import type { ImportedSource } from '../../../server/api/draft-contract.ts';

/** Reads the text that an import location stands for; `version` is the N of `cloudify_dsl_1_N`. Throws when it cannot ask. */
export type FetchImport = (location: string, version: number) => Promise<ImportedSource>;

/** The definition files that the product brings along; each is fetched once, and again when it could not be. */
export class ImportReader {
  readonly #fetch: FetchImport;
  readonly #read = new Map<string, Promise<ImportedSource>>();
  readonly #reasons = new Map<string, string>();
  #unreachable = false;

  constructor(fetchImport: FetchImport) {
    this.#fetch = fetchImport;
  }

  /** Whether something could not be asked for since this was asked last. */
  takeUnreachable(): boolean {
    const was = this.#unreachable;
    this.#unreachable = false;
    return was;
  }

  async read(location: string, version: number): Promise<string | null> {
    const key = `${version} ${location}`;
    const reading = this.#read.get(key) ?? this.#fetch(location, version);
    this.#read.set(key, reading);
    try {
      const { text, reason } = await reading;
      if (reason === null) this.#reasons.delete(location);
      else this.#reasons.set(location, reason);
      return text;
    } catch (fault) {
      this.#read.delete(key);
      this.#unreachable = true;
      const why = fault instanceof Error ? fault.message : String(fault);
      this.#reasons.set(
        location,
        `The server cannot be asked for it at the moment (${why}). It is tried again by itself.`,
      );
      return null;
    }
  }

  /** What to say about an import that has no text. */
  explain(location: string): string | null {
    return this.#reasons.get(location) ?? null;
  }
}

/** Asks the server for a definition file; for use in the worker. */
export function fetchImport(location: string, version: number): Promise<ImportedSource> {
  return ask<ImportedSource>(`drafts.source?input=${encodeURIComponent(JSON.stringify({ location, version }))}`);
}

/** What has to be imported for each type that the product brings along. */
export async function fetchImportable(): Promise<ReadonlyMap<string, string>> {
  const types = await ask<ImportableType[]>('catalogue.importable');
  return new Map(types.map(({ name, location }) => [name, location]));
}

async function ask<Data>(what: string): Promise<Data> {
  const response = await fetch(`/api/trpc/${what}`);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  const { result } = (await response.json()) as { result: { data: Data } };
  return result.data;
}
