import { type Properties, setAnchor } from './properties.ts';
import type { Reading } from './reading.ts';
import { isSurelyText, readPlainScalar, readTaggedScalar, type ScalarValue } from './scalars.ts';
import type { ListNode, MapNode, ScalarNode, SyntaxNode } from './syntax.ts';

const coreTags = 'tag:yaml.org,2002:';

/** A scalar as it was written. */
export interface WrittenScalar {
  text: string;
  /** Unquoted: then the text may mean a number, a truth value and so on. */
  plain: boolean;
  start: number;
}

/** The node of an unquoted scalar without a tag. */
export function plainNode(reading: Reading, text: string, start: number): ScalarNode {
  if (!isSurelyText(text) || text === '<<' || text === '=') return unusualNode(reading, text, start);
  return reading.scalar('string', text, start);
}

function unusualNode(reading: Reading, text: string, start: number): ScalarNode {
  const read = readPlainScalar(text);
  if (read === null) return misfit(reading, { text, plain: true, start });
  const node = reading.scalar(read.type, read.value, start);
  if (text === '<<' || text === '=') reading.special.set(node, text);
  return node;
}

/** The node of a scalar, read as its tag says. */
export function scalarNode(reading: Reading, written: WrittenScalar, tag: string | null): ScalarNode {
  const { text, plain, start } = written;
  if (tag === '!' || (tag === null && plain)) return plainNode(reading, text, start);
  if (tag === null) return reading.scalar('string', text, start);
  if (tag === `${coreTags}merge`) return plainNode(reading, '<<', start);
  const read: ScalarValue | null = tag.startsWith(coreTags) ? readTaggedScalar(tag.slice(coreTags.length), text) : null;
  return read === null ? misfit(reading, written, tag) : reading.scalar(read.type, read.value, start);
}

function misfit(reading: Reading, { text, start }: WrittenScalar, tag: string | null = null): ScalarNode {
  const shown = tag?.startsWith(coreTags) ? `!!${tag.slice(coreTags.length)}` : tag;
  reading.problem({
    code: 9005,
    detail:
      shown === null
        ? 'This has the form of a number or a date, and is none.'
        : `The tag ${shown} is unknown, or the value does not fit it.`,
    start,
    end: Math.max(reading.tokenEnd, start),
    hint: shown === null ? 'Put it in quotes if it is text.' : 'Remove the tag, or put the text in quotes.',
  });
  return reading.scalar('string', text, start);
}

/** The node of a value that is not written at all, only perhaps its properties. */
export function emptyNode(reading: Reading, properties: Properties | null): ScalarNode {
  const start = properties?.start ?? reading.tokenEnd;
  const node = scalarNode(reading, { text: '', plain: true, start }, properties?.tag ?? null);
  if (properties !== null) setAnchor(reading, properties, node);
  return node;
}

/** Gives a value its anchor, and a collection the meaning of its tag. */
export function withProperties(reading: Reading, properties: Properties | null, written: SyntaxNode): SyntaxNode {
  if (properties === null) return written;
  const node = written.kind === 'scalar' ? written : taggedCollection(reading, properties, written);
  setAnchor(reading, properties, node);
  return node;
}

function taggedCollection(
  reading: Reading,
  { tag, start, end }: Properties,
  node: ListNode | MapNode,
): ListNode | MapNode {
  if (tag === null || tag === '!') return node;
  if (node.kind === 'map' && tag === `${coreTags}set`) return setNode(node);
  if (tag === (node.kind === 'map' ? `${coreTags}map` : `${coreTags}seq`)) return node;
  const detail = `The tag of this ${node.kind} is unknown, or does not fit it.`;
  reading.problem({ code: 9005, detail, start, end, hint: 'Remove the tag.' });
  return node;
}

/** A set: the keys of a map. They have no order, so they are listed in that of their texts. */
function setNode({ entries, source, start, end }: MapNode): ListNode {
  const keys = [...entries.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const items = keys.map(({ key, keyType, source: part, keyStart, keyEnd }): ScalarNode => {
    const value = keyType === 'string' ? key : (readPlainScalar(key)?.value ?? null);
    return { kind: 'scalar', type: keyType, value, source: part, start: keyStart, end: keyEnd, size: 1, depth: 1 };
  });
  return { kind: 'list', items, source, start, end, size: 1 + items.length, depth: 2 };
}

/** Reports the plain `<<` and `=` that turned out not to be keys, except the first `open` ones, which may yet. */
export function settleSpecial(reading: Reading, open: number): void {
  if (reading.special.size === open) return;
  for (const [node, text] of [...reading.special].slice(open)) {
    reading.special.delete(node);
    reading.problem({
      code: 9005,
      detail: `A lone ${text} has a meaning of its own in YAML, and none here.`,
      start: node.source.offset(node.start),
      end: node.source.offset(node.end),
      hint: 'Put it in quotes.',
    });
  }
}
