import { formsOf, shortestSecret } from './forms.ts';

export const mask = '••••';

/** Masks secrets in a text that comes in pieces; a secret split over pieces is found. */
export interface RedactingStream {
  /** Returns what can be passed on already; keeps back an end that may be the beginning of a secret. */
  push(piece: string): string;
  /** Returns the rest. */
  end(): string;
}

/** The one place that knows which texts must not be seen. */
export interface Redactor {
  /** Masks the secret, in all its forms, from now on. */
  add(secret: string): void;
  redact(text: string): string;
  stream(): RedactingStream;
}

interface Range {
  start: number;
  end: number;
}

interface Scan {
  found: Range[];
  /** From here on the text may be the beginning of a secret that goes on. */
  open: number;
}

/** Looks texts up by their first letters: linear in the text, whatever the number of secrets. */
class Patterns {
  readonly #byHead = new Map<string, string[]>();
  readonly #shortHeads = new Set<string>();
  readonly #known = new Set<string>();

  add(pattern: string): void {
    if (this.#known.has(pattern)) return;
    this.#known.add(pattern);
    const head = pattern.slice(0, shortestSecret);
    const same = this.#byHead.get(head);
    if (same === undefined) this.#byHead.set(head, [pattern]);
    else same.push(pattern);
    for (let length = 1; length < shortestSecret; length += 1) this.#shortHeads.add(pattern.slice(0, length));
  }

  get empty(): boolean {
    return this.#known.size === 0;
  }

  scan(text: string): Scan {
    const found: Range[] = [];
    let open = text.length;
    for (let at = 0; at < text.length; at += 1) {
      const head = text.slice(at, at + shortestSecret);
      if (head.length < shortestSecret) {
        if (this.#shortHeads.has(head)) open = Math.min(open, at);
        continue;
      }
      for (const pattern of this.#byHead.get(head) ?? []) {
        if (text.startsWith(pattern, at)) found.push({ start: at, end: at + pattern.length });
        else if (pattern.startsWith(text.slice(at, at + pattern.length))) open = Math.min(open, at);
      }
    }
    return { found, open };
  }
}

export function createRedactor(): Redactor {
  const patterns = new Patterns();
  return {
    add(secret) {
      for (const form of formsOf(secret)) patterns.add(form);
    },
    redact(text) {
      return patterns.empty || text.length < shortestSecret ? text : replace(text, patterns.scan(text).found);
    },
    stream: () => createStream(patterns),
  };
}

function createStream(patterns: Patterns): RedactingStream {
  let kept = '';
  return {
    push(piece) {
      const text = kept + piece;
      const { found, open } = patterns.scan(text);
      let cut = open;
      // A secret that overlaps the open end stays whole in what is kept back.
      for (const range of found.toReversed()) if (range.start < cut && range.end > cut) cut = range.start;
      kept = text.slice(cut);
      return replace(
        text.slice(0, cut),
        found.filter((range) => range.end <= cut),
      );
    },
    end() {
      const rest = replace(kept, patterns.scan(kept).found);
      kept = '';
      return rest;
    },
  };
}

/** Puts one mask in place of each run of overlapping ranges; `ranges` are in the order of their starts. */
function replace(text: string, ranges: readonly Range[]): string {
  let result = '';
  let done = 0;
  let maskedTo = -1;
  for (const { start, end } of ranges) {
    if (start >= maskedTo) {
      result += text.slice(done, start) + mask;
    }
    maskedTo = Math.max(maskedTo, end);
    done = maskedTo;
  }
  return result + text.slice(done);
}
