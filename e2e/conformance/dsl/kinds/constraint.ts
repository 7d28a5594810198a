import type { Json } from '../../../../core/blueprint/json.ts';
import { judge } from '../../../../core/dsl/sections/constraints.ts';
import type { DslCase, Outcome } from '../case.ts';

interface ConstraintCase extends DslCase {
  name: string;
  args: Json;
  value: Json;
}

/** Whether a value keeps to one constraint. */
export async function runConstraint(recorded: DslCase): Promise<Outcome> {
  const { name, args, value } = recorded as ConstraintCase;
  const verdict = judge(name, args, value);
  if (typeof verdict === 'boolean') return { ok: true, value: verdict };
  return { ok: false, code: 'DSL9035', message: verdict ?? `The constraint ${name} is not about the value alone.` };
}
