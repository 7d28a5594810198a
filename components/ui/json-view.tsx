import type { Json, JsonObject } from '../../core/blueprint/json.ts';

/** A map of properties, nested ones indented under their key. Read-only; text wraps rather than hides. */
export function JsonView({ value, empty }: { value: JsonObject; empty: string }) {
  const entries = Object.entries(value);
  if (entries.length === 0) return <p className="text-ink-3 text-xs">{empty}</p>;
  return (
    <dl className="flex flex-col gap-0.5 font-mono text-xs leading-5">
      {entries.map(([key, each]) => (
        <Entry key={key} name={key} value={each} />
      ))}
    </dl>
  );
}

function Entry({ name, value }: { name: string; value: Json }) {
  const nested = toNested(value);
  return (
    <div className={nested ? '' : 'flex gap-2'}>
      <dt className="shrink-0 text-ink-3">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">
        {nested ? (
          <div className="ml-1 border-line border-l pl-3">
            <JsonView value={nested} empty="Empty." />
          </div>
        ) : (
          <Scalar value={value} />
        )}
      </dd>
    </div>
  );
}

function toNested(value: Json): JsonObject | null {
  if (typeof value !== 'object' || value === null) return null;
  const nested = Array.isArray(value) ? Object.fromEntries(value.map((each, at) => [String(at), each])) : value;
  return Object.keys(nested).length > 0 ? nested : null;
}

function Scalar({ value }: { value: Json }) {
  if (typeof value === 'string') return <span className="text-ink">{value === '' ? '""' : value}</span>;
  return <span className="text-accent">{JSON.stringify(value)}</span>;
}
