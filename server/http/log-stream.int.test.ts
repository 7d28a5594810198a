import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StreamMessage } from '../api/contract.ts';
import { startTestProduct, type TestProduct } from '../testing/start-test-product.ts';
import { type WrittenExecution, writeExecution } from '../testing/written-execution.ts';

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

const readerCount = 32;
const batches = 24;
const batchLines = 500;
/** What each of them would be owed in full: 12 MB. */
const text = 'x'.repeat(1_000);

it('whoever does not read costs at most 256 kB, however much is written, and later reads on in order', async () => {
  const execution = await writeExecution(product.database.db);
  const readers = Array.from({ length: readerCount }, () => new Reader(execution));
  const write = () => execution.writeLines(Array.from({ length: batchLines }, () => ({ text })));
  await write();
  await Promise.all(readers.map((reader) => reader.until(batchLines)));
  const before = await held();
  for (let batch = 1; batch < batches; batch++) await write();
  const last = batches * batchLines;
  const watcher = new Reader(execution);
  expect(await watcher.until(last), 'a reader who reads has had all').toHaveLength(last);
  const each = ((await held()) - before) / readerCount / 1024;
  expect(each).toBeLessThan(256);
  const later = await readers[0]?.until(last);
  for (const [at, seq] of later?.entries() ?? []) expect(seq).toBeGreaterThan(later?.[at - 1] ?? batchLines);
  for (const reader of [...readers, watcher]) reader.close();
});

/** A connection of which nothing is read ahead: what is not asked for stays in the kernel, or with the server. */
class Reader {
  readonly #socket: Socket;
  #rest = '';
  #take: ((seqs: number[]) => boolean) | null = null;

  constructor({ id }: WrittenExecution) {
    const { hostname, port, host } = new URL(product.url);
    const callback = (bytes: number, buffer: Uint8Array): boolean =>
      this.#read(Buffer.from(buffer.subarray(0, bytes)).toString('latin1'));
    this.#socket = connect({ host: hostname, port: Number(port), onread: { buffer: new Uint8Array(4_096), callback } });
    const input = encodeURIComponent(JSON.stringify({ id, lastEventId: '0' }));
    const head = [`GET /api/trpc/executions.stream?input=${input} HTTP/1.1`, `host: ${host}`];
    this.#socket.write([...head, `cookie: ${product.admin.cookie}`, '', ''].join('\r\n'));
  }

  /** The lines that come until `last` is among them, or is left out; nothing is read any more then. */
  until(last: number): Promise<number[]> {
    const seqs: number[] = [];
    return new Promise((resolve, reject) => {
      this.#socket.once('error', reject);
      this.#take = (more) => {
        seqs.push(...more);
        if ((seqs.at(-1) ?? 0) < last) return true;
        this.#take = null;
        resolve(seqs);
        return false;
      };
      this.#socket.resume();
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(piece: string): boolean {
    const frames = (this.#rest + piece).split('\n\n');
    this.#rest = frames.pop() ?? '';
    return this.#take?.(frames.flatMap(seqsOf)) ?? false;
  }
}

function seqsOf(frame: string): number[] {
  const data = /^data: (\{"kind".*)$/m.exec(frame)?.[1];
  if (data === undefined) return [];
  const message = JSON.parse(data) as StreamMessage;
  if (message.kind === 'events') return message.events.map(({ seq }) => seq);
  return message.kind === 'skip-to' ? [message.seq] : [];
}

/** Bytes that live after the garbage was collected; what was weakly held is let go of only by the next collection. */
async function held(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 5; turn++) {
    collect();
    await new Promise(setImmediate);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
