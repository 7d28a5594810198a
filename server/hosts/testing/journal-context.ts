import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import type { InstanceRole, LogLevel } from '../../../core/ports/operation.ts';
import { MemoryContext } from './memory-context.ts';

interface Entry {
  line?: { stream: 'stdout' | 'stderr'; line: string; offset: number };
  answered?: [string, string];
  properties?: JsonObject;
  log?: string;
}

/** A context whose commits outlive the process, in a file: the part of the durable runtime that a test of recovery needs. */
export class JournalContext extends MemoryContext {
  readonly #file: string;

  constructor(file: string, key: MemoryContext['key']) {
    super();
    this.#file = file;
    this.key = key;
    if (!existsSync(file)) return;
    this.recovering = true;
    for (const { line, answered, properties } of readJournal(file)) {
      if (line) this.progress.offsets[line.stream] = line.offset;
      if (answered) this.progress.requests[answered[0]] = answered[1];
      if (properties) this.restored = properties;
    }
  }

  /** The runtime properties of the last commit. */
  restored: JsonObject = {};

  override log(level: LogLevel, text: string): void {
    super.log(level, text);
    this.#append({ log: text });
  }

  override output(stream: 'stdout' | 'stderr', line: string, offset: number): void {
    this.#append({ line: { stream, line, offset } });
    super.output(stream, line, offset);
  }

  override setRuntimeProperties(role: InstanceRole, value: JsonObject): Promise<void> {
    this.#append({ properties: value });
    return super.setRuntimeProperties(role, value);
  }

  override answered(requestId: string, reply: string): Promise<void> {
    this.#append({ answered: [requestId, reply] });
    return super.answered(requestId, reply);
  }

  #append(entry: Entry): void {
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}

export function readJournal(file: string): Entry[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);
}
