import type { Json, JsonObject } from '../../../core/blueprint/json.ts';

/** One recorded case; which fields it has depends on its kind (see the README beside the cases). */
export interface DslCase {
  id: string;
  kind: string;
  area: string;
  expect: Expectation;
  [field: string]: unknown;
}

export type Expectation =
  | { ok: true; value: Json }
  | { ok: false; error_class: string; err_code?: number | null; message: string };

/** What our code made of a case: a value in the reference's format, or the first problem's code and text. */
export type Outcome = { ok: true; value: unknown } | { ok: false; code: string | null; message: string };

/** A case of the kinds that begin with a blueprint. */
export interface BlueprintCase extends DslCase {
  main?: string;
  files?: Record<string, string>;
  urls?: Record<string, string>;
  failing_urls?: string[];
  blueprints?: Record<string, { text: string; location: string | null; resources_base_path: string | null }>;
  plugins_db?: JsonObject;
  options?: BlueprintOptions;
}

export interface BlueprintOptions {
  dsl_location?: string | null;
  resources_base_path?: string | null;
  validate_version?: boolean;
  validate_intrinsic_function?: boolean;
  validate_input_defaults?: boolean;
  additional_resource_sources?: string[];
}
