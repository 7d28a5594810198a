import type { JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import { Report } from '../../../core/diagnostics/report.ts';
import { type ParsedYaml, parseYaml } from '../../../core/dsl/safe-yaml/parse-yaml.ts';
import { SourceText } from '../../../core/dsl/safe-yaml/source-text.ts';
import { toJson } from '../../../core/dsl/safe-yaml/to-json.ts';

/** Reads one file again and again: what did not change is the same object each time. */
export class DocumentReader {
  #previous: ParsedYaml | undefined;

  /** The text as data; null when it is not a map of sections. */
  read(text: string): JsonObject | null {
    const parsed = parseYaml(new SourceText('file', text), new Report(), { previous: this.#previous });
    this.#previous = parsed;
    const json = parsed.root === null ? undefined : toJson(parsed.root);
    return isJsonObject(json) ? json : null;
  }
}
