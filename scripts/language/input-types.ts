import { primitives } from '../../core/dsl/types/primitives.ts';
import { code, table } from './markdown.ts';

/** The built-in types of values. */
export function inputTypeTable(): string {
  const rows = [...primitives].map(([name, { noun, since }]) => [code(name), noun, since === 0 ? '' : `1_${since}`]);
  return table(['type', 'a value is', 'from'], rows);
}
