const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** A number of bytes in the unit that keeps it short: "512 B", "1.5 GiB", "64 GiB". */
export function formatSize(bytes: number): string {
  const size = Math.max(0, bytes);
  const power = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(size) / 10));
  const amount = size / 1024 ** power;
  const digits = power > 0 && amount < 10 ? 1 : 0;
  return `${Number(amount.toFixed(digits))} ${units[power]}`;
}
