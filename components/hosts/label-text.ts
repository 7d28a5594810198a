/** Values by key, as a host's labels are stored. */
export type Labels = Readonly<Record<string, readonly string[]>>;

export type ParsedLabels = { ok: true; labels: Record<string, string[]> } | { ok: false; problem: string };

/** "role=web" for each value of each key, in the order of the keys. */
export function labelPairs(labels: Labels): string[] {
  return Object.keys(labels)
    .sort()
    .flatMap((key) => (labels[key] ?? []).map((value) => `${key}=${value}`));
}

export function formatLabels(labels: Labels): string {
  return labelPairs(labels).join(', ');
}

/** What a person typed: `key=value` (or `key:value`), with commas or new lines between. A key may have several values. */
export function parseLabels(text: string): ParsedLabels {
  const labels: Record<string, string[]> = {};
  for (const piece of text.split(/[,\n]/)) {
    const pair = piece.trim();
    if (pair === '') continue;
    const [, key, value] = /^([^=:]+)[=:](.+)$/.exec(pair) ?? [];
    if (!key?.trim() || !value?.trim()) {
      return { ok: false, problem: `"${pair}" is not a label. Write a key and a value, as in role=web.` };
    }
    const values = Object.hasOwn(labels, key.trim()) ? (labels[key.trim()] ?? []) : [];
    if (!values.includes(value.trim())) values.push(value.trim());
    Object.defineProperty(labels, key.trim(), { value: values, enumerable: true, configurable: true, writable: true });
  }
  return { ok: true, labels };
}
