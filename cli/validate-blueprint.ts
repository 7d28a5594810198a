import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { compileBlueprint } from '../core/dsl/index.ts';
import type { SourceReader } from '../core/ports/ports.ts';
import { createCatalogueReader } from '../server/plugins/catalogue.ts';

/**
 * Compiles the blueprint at `file` with its folder as the archive, offline, and prints each problem with its place,
 * its line and the way to mend it. Returns the exit code: 0 when there is a plan, 1 when there is none.
 */
export async function validateBlueprint(file: string, print: (line: string) => void): Promise<number> {
  const reader = folderReader(path.dirname(path.resolve(file)));
  const { plan, diagnostics, sources } = await compileBlueprint({ mainFile: path.basename(file), reader });
  for (const diagnostic of diagnostics) print(formatProblem(diagnostic, sources[diagnostic.range.file]));
  const count = (severity: Diagnostic['severity']) => diagnostics.filter((d) => d.severity === severity).length;
  const tally = `${count('error')} errors, ${count('warning')} warnings`;
  print(plan === null ? `${file}: not valid (${tally})` : `${file}: valid, ${plan.nodes.length} nodes (${tally})`);
  return plan === null ? 1 : 0;
}

function folderReader(folder: string): SourceReader {
  const catalogue = createCatalogueReader();
  const inside = (location: string) => path.join(folder, location);
  return {
    read: async (location, version) =>
      existsSync(inside(location)) ? readFile(inside(location), 'utf8') : catalogue.read(location, version),
    exists: (location) => existsSync(inside(location)) || catalogue.exists(location),
    explain: (location) => catalogue.explain?.(location) ?? null,
  };
}

function formatProblem({ severity, code, detail, hint, range }: Diagnostic, source: string | undefined): string {
  const { line, column } = range.start;
  const lines = [`${range.file}:${line}:${column} ${severity} ${code}: ${detail}`];
  const text = source?.split('\n')[line - 1];
  if (text !== undefined && text.trim() !== '') lines.push(`    ${text.trimEnd()}`, `    ${' '.repeat(column - 1)}^`);
  if (hint !== undefined) lines.push(`    ${hint}`);
  return lines.join('\n');
}
