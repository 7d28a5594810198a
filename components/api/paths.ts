/**
 * An object that has every path: `callable(run).a.b.query(1)` runs `run('a.b', 'query', [1])`.
 */
export function callable(
  run: (path: string, method: string, given: unknown[]) => unknown,
  path: string[] = [],
): object {
  return new Proxy(() => undefined, {
    // A promise would be taken for one that settles, were it to have a `then`.
    get: (_, name) => (typeof name === 'symbol' || name === 'then' ? undefined : callable(run, [...path, name])),
    apply: (_target, _self, given) => run(path.slice(0, -1).join('.'), path.at(-1) ?? '', given),
  });
}
