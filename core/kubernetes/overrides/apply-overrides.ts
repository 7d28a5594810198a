import type { Json } from '../../blueprint/json.ts';
import { StatementRunner } from './apply-statements.ts';
import { copyValue } from './copy-value.ts';
import { Descriptor } from './descriptor.ts';
import { fillIn } from './fill-in.ts';
import { textAsWritten } from './filled-text.ts';
import type { LateValues, OverrideGeneration } from './late-values.ts';
import { parseOverride } from './parse-override.ts';

/** How the overrides of a descriptor are read. */
export interface OverrideReading {
  generation: OverrideGeneration;
  values: LateValues;
}

/** A descriptor with its overrides, and the overrides as they were once their values were filled in. */
export interface OverriddenDescriptor {
  descriptor: Json;
  filled: string[];
}

/**
 * Carries out the overrides of a descriptor, one after the other, each on what those before it left (systems.md S2).
 * The descriptor that is given stays as it is. `filled` may hold secrets.
 *
 * @throws OverrideFault for the first one that cannot be carried out.
 */
export async function applyOverrides(
  descriptor: Json,
  overrides: readonly string[],
  { generation, values }: OverrideReading,
): Promise<OverriddenDescriptor> {
  const changing = new Descriptor(copyValue(descriptor), textAsWritten(''));
  const runner = new StatementRunner(changing);
  const filledTexts: string[] = [];
  for (const override of overrides) {
    const filled = await fillIn(override, generation, values);
    changing.filled = filled;
    for (const statement of parseOverride(filled)) runner.run(statement);
    filledTexts.push(filled.text);
  }
  return { descriptor: changing.root, filled: filledTexts };
}
