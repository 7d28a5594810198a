import type { Json } from '../../core/blueprint/json.ts';

export type ReadYaml = { ok: true; value: Json } | { ok: false; problem: string };

/** A value that a person typed as YAML or JSON, read by the same door that blueprints come in by. */
export async function readYaml(text: string): Promise<ReadYaml> {
  const [{ parseYaml }, { SourceText }, { toJson }, { Report }] = await Promise.all([
    import('../../core/dsl/safe-yaml/parse-yaml.ts'),
    import('../../core/dsl/safe-yaml/source-text.ts'),
    import('../../core/dsl/safe-yaml/to-json.ts'),
    import('../../core/diagnostics/report.ts'),
  ]);
  const report = new Report();
  const { root } = parseYaml(new SourceText('value', text), report);
  const [first] = report.list();
  if (report.errors === 0 && root !== null) return { ok: true, value: toJson(root) };
  const where = first ? ` (line ${first.range.start.line}, column ${first.range.start.column})` : '';
  return { ok: false, problem: `This is not valid YAML or JSON: ${first?.detail ?? 'it is empty.'}${where}` };
}
