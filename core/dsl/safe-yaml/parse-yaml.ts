import type { Report } from '../../diagnostics/report.ts';
import { BlockReader } from './block.ts';
import { code, findUnprintable } from './characters.ts';
import { EarlierChunks, type Memory } from './chunks.ts';
import { readDirectives } from './directives.ts';
import { defaultYamlLimits, type YamlLimits } from './limits.ts';
import { type Aliased, Reading, Unreadable } from './reading.ts';
import { settleSpecial } from './resolve.ts';
import type { SourceText } from './source-text.ts';
import type { SyntaxNode } from './syntax.ts';
import { unexpected } from './trouble.ts';

/** What a text was read to. */
export interface ParsedYaml {
  source: SourceText;
  /** The tree, or null when the text is refused; the report then holds the reason. */
  root: SyntaxNode | null;
  /** The same; of a broken text, what of its sections and their entries could be read, if anything. */
  partial: SyntaxNode | null;
  /** Where values are referred to by name, in the order of the text. */
  aliases: readonly Aliased[];
  /** What the next reading of the text makes use of. */
  memory: Memory;
}

export interface ParseOptions {
  limits?: YamlLimits;
  /** An earlier reading of the same file. */
  previous?: ParsedYaml | undefined;
}

/**
 * The only door YAML comes in by. Reads one document of YAML 1.1 as the reference's loader does (dsl.md, "YAML facts")
 * into a tree with places. Never throws, whatever the text; costs time and memory linear in its length.
 *
 * With `previous`, what an edit left as it was is not read again: of the document's map and of the maps in it (the
 * sections of a blueprint), entries whose text did not change are the same `MapEntry` with the same nodes as before,
 * wherever they stand now; an entry that did not change as a whole is the same on both levels. The tree and what is
 * reported are equal to those of a reading without `previous`. The nodes that stay now tell their places in the new
 * text (`SourcePart`), so the previous tree must not be asked for places any more, nor be given to a second reading:
 * keep the last `ParsedYaml` of a file only, and no `SourceRange` of an earlier reading.
 */
export function parseYaml(source: SourceText, report: Report, options: ParseOptions = {}): ParsedYaml {
  const limits = options.limits ?? defaultYamlLimits;
  const previous = options.previous?.source.file === source.file ? options.previous : undefined;
  if (source.text.length > limits.length) {
    const most = Math.floor(limits.length / (1024 * 1024));
    report.error({
      code: 9001,
      detail: `${source.file} is larger than ${most} MB, the most that is read.`,
      range: source.range(0, 0),
      hint: 'Split it into several files and import them.',
    });
    return { source, root: null, partial: null, aliases: [], memory: previous?.memory ?? nothing };
  }
  return new DocumentReader(new Reading(source, report, limits), previous).read();
}

const nothing: Memory = { text: '', chunks: [] };

class DocumentReader {
  readonly #reading: Reading;
  readonly #memory: Memory;
  readonly #earlier: EarlierChunks;
  readonly #blocks: BlockReader;

  constructor(reading: Reading, previous: ParsedYaml | undefined) {
    this.#memory = previous?.memory ?? nothing;
    this.#earlier = new EarlierChunks(this.#memory, reading.source.text);
    reading.detach = previous !== undefined;
    this.#reading = reading;
    this.#blocks = new BlockReader(reading, this.#earlier);
  }

  read(): ParsedYaml {
    const reading = this.#reading;
    const { source } = reading;
    let partial: SyntaxNode | null = null;
    try {
      this.#checkCharacters();
      partial = this.#document();
      settleSpecial(reading, 0);
      this.#checkEnd();
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      if (reading.stopped) partial = null;
    }
    const root = reading.broken ? null : partial;
    // While a text is refused, what was known of it before still helps with the next one.
    const memory = partial === null ? this.#memory : { text: source.text, chunks: this.#blocks.chunks };
    return { source, root, partial, aliases: reading.used, memory };
  }

  #checkCharacters(): void {
    const reading = this.#reading;
    const { text } = reading.source;
    // What both texts begin and end with was looked at before; half of a surrogate pair may be left of it.
    const from = Math.max(this.#earlier.prefix - 1, 0);
    const to = Math.min(text.length - this.#earlier.suffix + 1, text.length);
    const at = findUnprintable(text, from, to);
    if (at === -1) return;
    const number = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
    reading.refuse({
      detail: `The character U+${number} must not be in a YAML file.`,
      start: at,
      hint: 'Remove it, or write it as an escape in double quotes.',
    });
  }

  #document(): SyntaxNode {
    const reading = this.#reading;
    reading.skipSpace();
    const hasDirectives = readDirectives(reading);
    const isMarked = reading.atDocumentMark();
    if ((hasDirectives && !isMarked) || (isMarked && reading.peek() === code.dot)) {
      reading.refuse({
        detail: 'The line --- that starts a document is missing here.',
        start: reading.at,
        hint: 'Write --- in a line of its own.',
      });
    }
    if (isMarked) reading.at += 3;
    return this.#blocks.document(isMarked);
  }

  /** Nothing but the end of the document may follow. */
  #checkEnd(): void {
    const reading = this.#reading;
    reading.skipSpace();
    let ended = false;
    while (reading.atDocumentMark() && reading.peek() === code.dot) {
      reading.at += 3;
      ended = true;
      reading.skipSpace();
    }
    if (reading.atEnd) return;
    if (!ended && !reading.atDocumentMark()) unexpected(reading, 0);
    reading.refuse({
      detail: 'The file holds more than one document. Only one is allowed.',
      start: reading.at,
      hint: 'Remove the line --- or ... and what follows it.',
    });
  }
}
