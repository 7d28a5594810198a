import { indentService, indentUnit } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

/** YAML: a new line begins below the key of the line before, one step further when that has its value to come. */
export const indentLikeYaml: Extension = indentService.of((context, at) => {
  const { text } = context.lineAt(at, -1);
  return indentAfter(text, context.state.facet(indentUnit).length);
});

/** How far a line is indented that follows `line`; undefined where brackets decide. */
export function indentAfter(line: string, unit: number): number | undefined {
  const [, lead = '', rest = ''] = /^((?:\s|- +)*)(.*)$/.exec(line) ?? [];
  const content = rest.replace(/\s#.*$/, '').trimEnd();
  if (/[[{]/.test(content) && !/[\]}]$/.test(content)) return undefined;
  const hasMore = /:$|(?:^|\s)[|>][+-]?\d?$/.test(content) && !content.startsWith('#');
  return lead.length + (hasMore ? unit : 0);
}

/** The indentation of the first line that has one, or two spaces. */
export function indentOf(text: string): string {
  const width = /(?:^|[\r\n])( {1,8})[^\s-]/.exec(text)?.[1]?.length ?? 2;
  return ' '.repeat(width);
}
