import type { JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import { Report } from '../../../core/diagnostics/report.ts';
import { parseYaml } from '../../../core/dsl/safe-yaml/parse-yaml.ts';
import { SourceText } from '../../../core/dsl/safe-yaml/source-text.ts';
import { toJson } from '../../../core/dsl/safe-yaml/to-json.ts';

/** A file as data; null when it is not a map of sections. */
export function readDocument(text: string): JsonObject | null {
  const { root } = parseYaml(new SourceText('file', text), new Report());
  const json = root === null ? null : toJson(root);
  return isJsonObject(json ?? undefined) ? (json as JsonObject) : null;
}
