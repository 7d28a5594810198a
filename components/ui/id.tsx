/** The id of a row, as the API takes it. */
export function Id({ id }: { id: string }) {
  return <code className="text-ink-2 text-xs [overflow-wrap:anywhere]">{id}</code>;
}
