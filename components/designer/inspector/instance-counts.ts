/** How many instances there are to be; `max` -1: any number. */
export interface InstanceCounts {
  default: number;
  min: number;
  max: number;
}

type ReadCount = { ok: true; value: number } | { ok: false; problem: string };

/** One of the numbers as it was typed, if it goes with the others: least, default, greatest, none above the next. */
export function readCounts(numbers: InstanceCounts, key: keyof InstanceCounts, typed: string): ReadCount {
  const text = typed.trim().toLowerCase();
  const value = key === 'max' && (text === 'any' || text === '') ? -1 : Number(text);
  const isNumber = text !== '' || key === 'max';
  if (!isNumber || !Number.isInteger(value) || value < (key === 'max' ? -1 : 0)) {
    return { ok: false, problem: key === 'max' ? 'A whole number, or "any".' : 'A whole number from 0 on.' };
  }
  const after = { ...numbers, [key]: value };
  const most = after.max === -1 ? Number.POSITIVE_INFINITY : after.max;
  if (after.min > after.default) {
    return { ok: false, problem: `The least, ${after.min}, is above the default, ${after.default}.` };
  }
  if (after.default > most) {
    return { ok: false, problem: `The default, ${after.default}, is above the greatest, ${after.max}.` };
  }
  return { ok: true, value };
}
