import type { Json } from '../../blueprint/json.ts';
import { Report } from '../../diagnostics/report.ts';
import { parseYaml } from '../../dsl/safe-yaml/parse-yaml.ts';
import { SourceText } from '../../dsl/safe-yaml/source-text.ts';
import { toJson } from '../../dsl/safe-yaml/to-json.ts';
import { KubernetesFault } from '../kubernetes-fault.ts';

/** A marker is one wherever its line is, also inside of a text of several lines. */
const marker = /^---(?=\s|$)/m;
const onlyRemarks = /^(?:[ \t]*(?:#.*)?|%.*)$/;

/**
 * The documents of a manifest in YAML or JSON; empty ones are left out (systems.md S2: the old plugin took the first
 * document only, row 17: several).
 *
 * @throws KubernetesFault with file and line when it cannot be read.
 */
export function readManifest(file: string, text: string): Json[] {
  let line = 0;
  return splitDocuments(text).flatMap((document) => {
    const value = readDocument(file, document, line);
    line += document.split('\n').length - 1;
    return value === null ? [] : [value];
  });
}

function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let rest = text;
  let begun = '';
  for (;;) {
    // The marker at the beginning is the document's own.
    const first = marker.exec(rest)?.index === 0 ? 3 : 0;
    const next = marker.exec(rest.slice(first));
    const document = next === null ? rest : rest.slice(0, first + next.index);
    rest = rest.slice(document.length);
    begun += document;
    const isBegun = rest !== '' && begun.split('\n').every((line) => onlyRemarks.test(line));
    if (!isBegun) {
      documents.push(begun);
      begun = '';
    }
    if (rest === '') return documents;
  }
}

function readDocument(file: string, text: string, lineBefore: number): Json {
  const report = new Report();
  const { root } = parseYaml(new SourceText(file, text), report);
  const problem = report.list().find(({ severity }) => severity === 'error');
  if (problem === undefined) return root === null ? null : toJson(root);
  const line = problem.range.start.line + lineBefore;
  throw new KubernetesFault(`${file}, line ${line}: ${problem.detail}`, problem.hint ?? 'Mend the text.');
}
