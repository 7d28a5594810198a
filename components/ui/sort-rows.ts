/** What a row is sorted by in a column; null stands last whichever way the column is sorted. */
export type SortValue = string | number | null;

/** A column and a direction, as the URL has it: "name" upwards, "-name" downwards. */
export interface Sort {
  column: string;
  down: boolean;
}

const inPeopleOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The rows in the order of `by`: numbers by size, text as people order it ("web-2" before "web-10"). Stable. */
export function sortRows<T>(rows: readonly T[], by: (row: T) => SortValue, down: boolean): T[] {
  const keyed = rows.map((row) => ({ row, value: by(row) }));
  return keyed.sort((a, b) => compare(a.value, b.value, down)).map(({ row }) => row);
}

export function parseSort(text: string): Sort {
  return text.startsWith('-') ? { column: text.slice(1), down: true } : { column: text, down: false };
}

export function formatSort({ column, down }: Sort): string {
  return down ? `-${column}` : column;
}

function compare(a: SortValue, b: SortValue, down: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : inPeopleOrder.compare(String(a), String(b));
  return down ? -order : order;
}
