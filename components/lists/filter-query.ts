/** What belongs to a moment and not to a filter: the page, the open details. */
const momentary = ['at', 'pane', 'tab'];

/** The filter and the order that an address means, always written the same way; empty when it means none. */
export function filterQuery(search: string | URLSearchParams): string {
  const params = new URLSearchParams(search);
  for (const name of momentary) params.delete(name);
  params.sort();
  return params.toString();
}
