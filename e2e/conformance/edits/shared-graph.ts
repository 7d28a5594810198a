import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, parseDocument, visit } from 'yaml';
import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject, setOwn } from '../../../core/blueprint/json-object.ts';
import type { PathStep } from '../../../core/dsl/edit/index.ts';
import { readPlainScalar } from '../../../core/dsl/safe-yaml/scalars.ts';
import { keyNameOf } from './lines.ts';

/** A value that may be in several places at once: aliases of it are the same object. */
interface Box {
  content: null | boolean | number | string | Box[] | BoxMap;
}

interface BoxMap {
  own: Map<string, Box>;
  /** What `<<` brings, the strongest first. */
  merged: Box[];
}

/**
 * A text as values that know where they are shared, read by another program than ours: what is changed at one place is
 * changed at all of them.
 */
export class SharedGraph {
  readonly #top: Box;

  private constructor(top: Box) {
    this.#top = top;
  }

  static read(text: string): SharedGraph {
    const document = parseDocument(text, { uniqueKeys: false, version: '1.1', merge: false, logLevel: 'silent' });
    return new SharedGraph(new Builder(document).box(document.contents));
  }

  /** The same, to be changed on its own. */
  copy(): SharedGraph {
    return new SharedGraph(copyOf(this.#top, new Map()));
  }

  /** Whether the reader sees what is expected: texts that it reads in another way cannot be checked by it. */
  toJson(): Json {
    return plain(this.#top);
  }

  write(path: readonly PathStep[], value: Json): void {
    writeAt(this.#top, path, value);
  }

  erase(path: readonly PathStep[]): void {
    const parent = path
      .slice(0, -1)
      .reduce<Box | null>((box, step) => (box === null ? null : child(box, step)), this.#top);
    const last = path.at(-1);
    if (parent === null || last === undefined) return;
    const { content } = parent;
    if (Array.isArray(content)) content.splice(Number(last), 1);
    else ownerOf(parent, String(last))?.own.delete(String(last));
  }
}

function copyOf(box: Box, known: Map<Box, Box>): Box {
  const done = known.get(box);
  if (done !== undefined) return done;
  const copy: Box = { content: null };
  known.set(box, copy);
  const { content } = box;
  if (Array.isArray(content)) copy.content = content.map((item) => copyOf(item, known));
  else if (isBoxMap(content)) {
    const own = new Map([...content.own].map(([key, value]) => [key, copyOf(value, known)]));
    copy.content = { own, merged: content.merged.map((map) => copyOf(map, known)) };
  } else copy.content = content;
  return copy;
}

function writeAt(box: Box, path: readonly PathStep[], value: Json): void {
  const [step, ...rest] = path;
  if (step === undefined) {
    assign(box, value);
    return;
  }
  const next = child(box, step);
  if (next !== null) {
    writeAt(next, rest, value);
    return;
  }
  const added = boxed(
    rest.reduceRight<Json>((inner, one) => (typeof one === 'number' ? [inner] : { [one]: inner }), value),
  );
  if (Array.isArray(box.content)) box.content.push(added);
  else if (isBoxMap(box.content)) box.content.own.set(String(step), added);
  else box.content = typeof step === 'number' ? [added] : { own: new Map([[step, added]]), merged: [] };
}

/** A map laid over one that has some of its keys changes those; anything else takes the place of what is there. */
function assign(box: Box, value: Json): void {
  const { content } = box;
  if (isJsonObject(value) && isBoxMap(content) && Object.keys(value).some((key) => child(box, key) !== null)) {
    for (const key of keysOf(box)) if (!Object.hasOwn(value, key)) ownerOf(box, key)?.own.delete(key);
    for (const [key, item] of Object.entries(value)) writeAt(box, [key], item ?? null);
  } else if (Array.isArray(value) && value.length > 0 && Array.isArray(content) && content.length > 0) {
    content.splice(value.length);
    for (const [index, item] of value.entries()) writeAt(box, [index], item);
  } else box.content = boxed(value).content;
}

function child(box: Box, step: PathStep): Box | null {
  if (Array.isArray(box.content)) return box.content[Number(step)] ?? null;
  return ownerOf(box, String(step))?.own.get(String(step)) ?? null;
}

/** The map in which a key of a map is written. */
function ownerOf({ content }: Box, key: string): BoxMap | null {
  if (!isBoxMap(content)) return null;
  if (content.own.has(key)) return content;
  for (const merged of content.merged) {
    const owner = ownerOf(merged, key);
    if (owner !== null) return owner;
  }
  return null;
}

function keysOf({ content }: Box): string[] {
  if (!isBoxMap(content)) return [];
  return [...new Set([...content.own.keys(), ...content.merged.flatMap(keysOf)])];
}

function isBoxMap(content: Box['content']): content is BoxMap {
  return typeof content === 'object' && content !== null && 'own' in content;
}

function boxed(value: Json): Box {
  if (Array.isArray(value)) return { content: value.map(boxed) };
  if (!isJsonObject(value)) return { content: value };
  const own = new Map(Object.entries(value).map(([key, item]) => [key, boxed(item ?? null)]));
  return { content: { own, merged: [] } };
}

function plain(box: Box): Json {
  const { content } = box;
  if (Array.isArray(content)) return content.map(plain);
  if (!isBoxMap(content)) return content;
  const json: JsonObject = {};
  for (const key of keysOf(box)) {
    const value = child(box, key);
    if (value !== null) setOwn(json, key, plain(value));
  }
  return json;
}

class Builder {
  readonly #known = new Map<Node, Box>();
  readonly #anchored = new Map<string, Node>();
  readonly #targets = new Map<Node, Node | null>();

  constructor(document: Document.Parsed) {
    const note = (node: Node & { anchor?: string }) => {
      if (node.anchor !== undefined) this.#anchored.set(node.anchor, node);
    };
    visit(document, {
      Map: (_key, node) => note(node),
      Seq: (_key, node) => note(node),
      Scalar: (_key, node) => note(node),
      Alias: (_key, node, path) => {
        const target = this.#anchored.get(node.source) ?? null;
        // A value cannot be a part of itself.
        this.#targets.set(node, target === null || path.includes(target) ? null : target);
      },
    });
  }

  box(node: ParsedNode | Node | null): Box {
    if (node === null) return { content: null };
    if (isAlias(node)) return this.box(this.#targets.get(node) ?? null);
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const box: Box = { content: null };
    this.#known.set(node, box);
    box.content = this.#content(node);
    return box;
  }

  #content(node: Node): Box['content'] {
    if (isSeq(node)) return node.items.map((item) => this.box(item as Node));
    if (!isMap(node)) return isScalar(node) ? scalarOf(node) : null;
    const map: BoxMap = { own: new Map(), merged: [] };
    for (const { key, value } of node.items) {
      const name = keyNameOf(key) ?? String(key);
      const box = this.box(value as Node | null);
      if (name !== '<<' || (isScalar(key) && key.type !== 'PLAIN')) map.own.set(name, box);
      else if (Array.isArray(box.content)) map.merged.push(...box.content);
      else map.merged.push(box);
    }
    return map;
  }
}

/** What plain texts mean is not what is looked at here. */
function scalarOf(node: {
  source?: string;
  value: unknown;
  type?: string | undefined;
  tag?: string | undefined;
}): Box['content'] {
  if (node.type === 'PLAIN' && node.tag === undefined) return readPlainScalar(node.source ?? '')?.value ?? null;
  return typeof node.value === 'string' || typeof node.value === 'number' || typeof node.value === 'boolean'
    ? node.value
    : null;
}
