/** The id of a row, as the API takes it. */
export function Id({ id }: { id: string }) {
  return <code className="block text-ink-2 text-xs [overflow-wrap:anywhere] md:min-w-38">{id}</code>;
}
