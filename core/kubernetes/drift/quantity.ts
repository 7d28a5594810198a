import type { Json } from '../../blueprint/json.ts';

const units: Readonly<Record<string, number>> = {
  ...{ n: 1e-9, u: 1e-6, m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18 },
  ...{ Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60 },
};
const form = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)|[eE]([+-]?\d{1,2}))?$/;

/** The amount that a quantity such as `500m` or `1Gi` stands for; null when it is none. */
export function amountOf(value: Json): number | null {
  if (typeof value === 'number') return value;
  const found = typeof value === 'string' ? form.exec(value) : null;
  if (found === null) return null;
  const [, number, unit = '', exponent = '0'] = found;
  return Number(number) * (units[unit] ?? 1) * 10 ** Number(exponent);
}
