import { type InvalidateOptions, type InvalidateQueryFilters, type Query, QueryClient } from '@tanstack/react-query';

/**
 * Asks again what was asked for the first time before something changed, once that is answered: the answer may be from
 * before the change. (What has an answer already is asked again at once by the library itself.)
 */
export class FreshQueryClient extends QueryClient {
  readonly #early = new WeakSet<Query>();

  override async invalidateQueries<TaggedQueryKey extends readonly unknown[] = readonly unknown[]>(
    filters?: InvalidateQueryFilters<TaggedQueryKey>,
    options?: InvalidateOptions,
  ): Promise<void> {
    const early = this.getQueryCache()
      .findAll({ ...filters, fetchStatus: 'fetching' } as InvalidateQueryFilters)
      .filter((query) => query.state.data === undefined && !this.#early.has(query));
    for (const query of early) void this.#askAgain(query);
    await super.invalidateQueries(filters, options);
  }

  async #askAgain(query: Query): Promise<void> {
    this.#early.add(query);
    await query.promise?.catch(() => undefined);
    this.#early.delete(query);
    await super.invalidateQueries({ queryKey: query.queryKey, exact: true });
  }
}
