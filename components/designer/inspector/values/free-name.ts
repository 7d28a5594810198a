/** A name that is not taken: `name`, or with a number behind it. Signs that names cannot hold become `_`. */
export function freeName(name: string, taken: readonly string[]): string {
  const base = name.replace(/[^\w-]+/g, '_') || 'value';
  if (!taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base}_${number}`)) number += 1;
  return `${base}_${number}`;
}
