import { Composer, type Document } from 'yaml';
import type { Report } from '../../diagnostics/report.ts';
import { TreeBuilder, TreeTooLarge } from './build-tree.ts';
import { defaultYamlLimits, type YamlLimits } from './limits.ts';
import type { SourceText } from './source-text.ts';
import type { SyntaxNode } from './syntax.ts';
import { readTokens } from './tokens.ts';

/** A tree, or null when the text is refused; `report` then holds the reason. */
export interface ParsedYaml {
  source: SourceText;
  root: SyntaxNode | null;
}

/** Syntax errors named for one file; the first ones usually cause the rest. */
const errorsNamed = 20;

/**
 * The only door YAML comes in by. Reads one document of YAML 1.1 as the reference's loader does (dsl.md, "YAML facts")
 * into a tree with places. Never throws, whatever the text; costs time and memory linear in its length.
 */
export function parseYaml(source: SourceText, report: Report, limits: YamlLimits = defaultYamlLimits): ParsedYaml {
  if (source.text.length > limits.length) {
    const most = Math.floor(limits.length / (1024 * 1024));
    report.error({
      code: 9001,
      detail: `${source.file} is larger than ${most} MB, the most that is read.`,
      range: source.range(0, 0),
      hint: 'Split it into several files and import them.',
    });
    return { source, root: null };
  }
  try {
    return { source, root: parseDocument(source, report, limits) };
  } catch (error) {
    // Whatever the library fails with, it is about this text and must not end the process.
    if (!(error instanceof TreeTooLarge)) {
      const reason = error instanceof Error ? error.message : 'unknown reason';
      report.error({ code: 9000, detail: `${source.file} cannot be read: ${reason}.`, range: source.range(0, 0) });
    }
    return { source, root: null };
  }
}

function parseDocument(source: SourceText, report: Report, limits: YamlLimits): SyntaxNode | null {
  const read = readTokens(source.text, limits.depth);
  if (!read.ok) {
    report.error({
      code: 9002,
      detail: `The file nests more than ${limits.depth} levels deep here, the most that is read.`,
      range: source.range(read.offset, read.offset),
    });
    return null;
  }
  // Scalars and aliases are resolved by the builder, so the library is asked for texts only and none of its limits.
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, merge: false, logLevel: 'silent' });
  const documents = [...composer.compose(read.tokens, true, source.text.length)];
  const [document, second] = documents;
  if (document === undefined) return null;
  if (second !== undefined) {
    const start = second.range[0];
    report.error({
      code: 9000,
      detail: 'The file holds more than one document. Only one is allowed.',
      range: source.range(start, start + 1),
      hint: 'Remove the line --- and what follows it.',
    });
  }
  const broken = reportSyntaxErrors(document, source, report);
  return broken || second !== undefined ? null : new TreeBuilder(source, report, limits).document(document);
}

function reportSyntaxErrors(document: Document.Parsed, source: SourceText, report: Report): boolean {
  for (const error of document.errors.slice(0, errorsNamed)) {
    const [start, end] = error.pos;
    report.error({ code: 9000, detail: `${error.message}.`, range: source.range(start, end) });
  }
  return document.errors.length > 0;
}
