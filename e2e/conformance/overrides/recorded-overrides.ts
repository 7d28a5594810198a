import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { LateValues, OverrideGeneration } from '../../../core/kubernetes/overrides/late-values.ts';

/** What a case gives: the result, or the class and message of the reference's error. */
type Expectation =
  | { ok: true; after_substitution: string[]; result: Json }
  | { ok: false; error_class: string; message: string };

/** One recorded case. */
export interface OverrideCase {
  name: string;
  generation: OverrideGeneration;
  overrides: string[];
  expect: Expectation;
}

interface Recording {
  base: Json;
  instances: Record<string, JsonObject[]>;
  ctx: {
    deployment: string;
    blueprint: string;
    node: string;
    instance: string;
    host_ip: string;
    runtime: JsonObject;
    properties: JsonObject;
  };
  management_ip: string;
  cases: Omit<OverrideCase, 'generation'>[];
  cases_2015: Omit<OverrideCase, 'generation'>[];
}

/** The recorded cases, what they change, and the values that they are filled with. */
export interface RecordedOverrides {
  base: Json;
  values: LateValues;
  cases: OverrideCase[];
}

/** Reads the recording at a path, or `overrides.json` in the folder there. */
export function readOverrides(path: string): RecordedOverrides {
  const file = statSync(path).isDirectory() ? join(path, 'overrides.json') : path;
  const recording = JSON.parse(readFileSync(file, 'utf8')) as Recording;
  const of = (generation: OverrideGeneration, cases: Recording['cases']): OverrideCase[] =>
    cases.map((one) => ({ ...one, generation }));
  return {
    base: recording.base,
    values: valuesOf(recording),
    cases: [...of('2016', recording.cases), ...of('2015', recording.cases_2015)],
  };
}

function valuesOf({ ctx, instances, management_ip }: Recording): LateValues {
  return {
    context: {
      deployment: { id: ctx.deployment },
      blueprint: { id: ctx.blueprint },
      node: { id: ctx.node, name: ctx.node, properties: ctx.properties },
      instance: { id: ctx.instance, host_ip: ctx.host_ip, runtime_properties: ctx.runtime },
    },
    managementIp: management_ip,
    runtimeProperties: async (node) => (Object.hasOwn(instances, node) ? (instances[node]?.[0] ?? null) : null),
  };
}
