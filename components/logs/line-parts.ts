import { type AnsiPart, parseAnsi } from './ansi.ts';
import { unseenCharacter } from './unseen-character.ts';

/** A stretch of a line in one style that is, or is not, a link and what was looked for. */
export interface LinePart extends AnsiPart {
  href: string | null;
  isHit: boolean;
  /** It is one character that nobody would see. */
  isUnseen: boolean;
}

/** Stretches of a text, from and (not including) to. */
export type Spans = readonly (readonly [from: number, to: number])[];
export type Finder = (text: string) => Spans;

/** Only these lead anywhere; a link's text is always its whole address, and all of it can be seen. */
const address = new RegExp(`\\bhttps?://(?:(?!${unseenCharacter})[^\\s<>"'\`\\\\{}|^])+`, 'gu');
const unseen = new RegExp(unseenCharacter, 'gu');
const isAscii = /^[\t\n -~]*$/;
const trailing = /[.,;:!?)\]]+$/;
/** A line is never cut into more hits than this. */
const mostHits = 200;

/** A line of a log as it is drawn. */
export function lineParts(line: string, find: Finder | null): LinePart[] {
  const parts = parseAnsi(line);
  const text = parts.map((part) => part.text).join('');
  const links = text.includes('://') ? linksIn(text) : [];
  const hits = find === null ? [] : find(text);
  const marks = isAscii.test(text) ? [] : [...text.matchAll(unseen)].map(spanOf);
  if (links.length + hits.length + marks.length === 0) {
    return parts.map((part) => ({ ...part, href: null, isHit: false, isUnseen: false }));
  }
  const cuts = [...new Set([...links, ...hits, ...marks].flat())].sort((a, b) => a - b);
  const cut: LinePart[] = [];
  let at = 0;
  for (const part of parts) {
    const end = at + part.text.length;
    const edges = [at, ...cuts.filter((each) => each > at && each < end), end];
    for (const [index, from] of edges.slice(0, -1).entries()) {
      const to = edges[index + 1] ?? end;
      const link = links.find((each) => each[0] <= from && from < each[1]);
      cut.push({
        ...part,
        text: text.slice(from, to),
        href: link === undefined ? null : text.slice(link[0], link[1]),
        isHit: hits.some((each) => each[0] <= from && from < each[1]),
        isUnseen: marks.some((each) => each[0] === from),
      });
    }
    at = end;
  }
  return cut;
}

function spanOf({ 0: found, index }: RegExpExecArray): readonly [number, number] {
  return [index, index + found.length];
}

function linksIn(text: string): Spans {
  return [...text.matchAll(address)].flatMap(({ 0: found, index }): [number, number][] => {
    const href = found.replace(trailing, '');
    return URL.canParse(href) ? [[index, index + href.length]] : [];
  });
}

/**
 * Where a text or pattern occurs in a line, to mark it; the server alone decides which lines are hits. A pattern in
 * PostgreSQL's syntax that means nothing here marks nothing.
 */
export function finderOf(wanted: { text: string; regex?: boolean; matchCase?: boolean }): Finder | null {
  if (wanted.text === '') return null;
  const source = wanted.regex ? wanted.text : wanted.text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  try {
    const pattern = new RegExp(source, wanted.matchCase ? 'gu' : 'giu');
    return (text) => {
      const spans: [number, number][] = [];
      for (const { 0: found, index } of text.matchAll(pattern)) {
        if (found !== '') spans.push([index, index + found.length]);
        if (spans.length >= mostHits) break;
      }
      return spans;
    };
  } catch {
    return null;
  }
}
