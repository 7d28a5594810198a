import type { Json } from '../../../../core/blueprint/json.ts';
import { printBlock, printFlow } from '../../../../core/dsl/edit/print.ts';
import type { Style } from '../../../../core/dsl/edit/style.ts';

const style: Style = {
  step: 2,
  dash: 0,
  quote: "'",
  call: '{ ',
  quotedKeys: false,
  lineBreak: '\n',
  literals: true,
};

/** A value as YAML that a person can read and change: maps and lists on lines of their own, anything else on one line. */
export function yamlText(value: Json): string {
  if (typeof value === 'string') return lineText(value);
  return printBlock(value, { column: -style.step, afterKey: false }, style).trimStart();
}

/** A value as YAML in one line. */
export function lineText(value: Json): string {
  return printFlow(value, style);
}
