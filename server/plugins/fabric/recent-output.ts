import type { OperationContext } from '../../../core/ports/operation.ts';

type Stream = 'stdout' | 'stderr';

/** Bytes of each stream that an error message may quote. */
const most = 4096;

/** The last lines of a command's output as they pass into the log, for messages; hidden streams pass here only. */
export class RecentOutput {
  readonly #lines: Record<Stream, { text: string; offset: number }[]> = { stdout: [], stderr: [] };
  readonly #size: Record<Stream, number> = { stdout: 0, stderr: 0 };

  /** The context, with this in between; `changes` replaces more of it. */
  listen(
    context: OperationContext,
    hidden: ReadonlySet<Stream>,
    changes: Partial<OperationContext> = {},
  ): OperationContext {
    const output = (stream: Stream, line: string, offset: number): void => {
      this.#keep(stream, line, offset);
      if (!hidden.has(stream)) context.output(stream, line, offset);
    };
    return overlay(context, { output, ...changes });
  }

  /** What a stream held after the byte offset. */
  after(stream: Stream, offset: number): string {
    const lines = this.#lines[stream].filter((line) => line.offset > offset);
    return lines
      .map(({ text }) => text)
      .join('\n')
      .slice(-most)
      .trimEnd();
  }

  #keep(stream: Stream, text: string, offset: number): void {
    const lines = this.#lines[stream];
    lines.push({ text, offset });
    this.#size[stream] += text.length + 1;
    while (this.#size[stream] > most && lines.length > 1) this.#size[stream] -= (lines.shift()?.text.length ?? 0) + 1;
  }
}

/** A context of which some members are replaced; all else is the context's own. */
export function overlay(context: OperationContext, changes: Partial<OperationContext>): OperationContext {
  return new Proxy(context, {
    get: (target, name) => {
      if (Object.hasOwn(changes, name)) return Reflect.get(changes, name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
