import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { WrittenExecution } from '../server/testing/written-execution.ts';
import { type Bench, type Measurement, round } from './measurement.ts';
import { labNetwork, startPrinter, waitForPrinter } from './stream-lab.ts';
import { streamedText } from './stream-line.ts';
import { cpuOf, type ProductParts, peakOf, rssOf, type Server, startServer, withProduct } from './stream-product.ts';
import type { ReaderOptions, ReaderReport } from './stream-readers.ts';

const textBytes = 100;
const patienceMs = 120_000;

interface Load {
  readers: number;
  rate: number;
  seconds: number;
}

/**
 * `--watchers N --rate LINES --seconds S`: N readers of the live log of one execution over HTTP, and how late each line
 * is with each of them, from before it is committed until it is parsed; then the same readers on a plain sender of
 * server-sent events. `--paused N`: readers that stop reading while 1 kB lines are written, what the server holds for
 * each of them, and that they miss nothing once they come back. `--lab`: a script on a lab host prints the lines, and a
 * worker reads them over SSH. Servers and readers are processes of their own.
 */
export const stream: Bench = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      watchers: { type: 'string' },
      rate: { type: 'string' },
      seconds: { type: 'string' },
      paused: { type: 'string' },
      lab: { type: 'boolean', default: false },
    },
  });
  const isPaused = values.paused !== undefined;
  const usual = values.lab ? { readers: 10, rate: 100 } : { readers: 1_000, rate: isPaused ? 2_000 : 500 };
  const load = {
    readers: Number(values.paused ?? values.watchers ?? usual.readers),
    rate: Number(values.rate ?? usual.rate),
    seconds: Number(values.seconds ?? 20),
  };
  if (Object.values(load).some((figure) => !(figure > 0))) throw new Error('Each option is a number above 0.');
  if (values.lab) return [await measureLab(load)];
  return isPaused ? [await measurePaused(load)] : [await measureWatchers(load)];
};

/** From the write of a remote script to the reader of the stream; the clock is the same, a lab host is this machine. */
async function measureLab(load: Load): Promise<Measurement> {
  const env = { GANTRY_LAB: '1', GANTRY_WORKER: '1', GANTRY_LAB_NETWORK: labNetwork };
  const figures = await withProduct(async (parts) => {
    const id = await startPrinter(parts.client, load);
    const readers = await openReaders({ ...parts, execution: { id } }, load.readers);
    await waitForPrinter(parts.client, id);
    const lines = load.rate * load.seconds;
    const report = await reportOf(readers, lines);
    readers.kill();
    return figuresOf(report, lines);
  }, env);
  const args = { lab: true, watchers: load.readers, rate: load.rate, seconds: load.seconds };
  return { bench: 'stream', args, ...figures };
}

async function measureWatchers(load: Load): Promise<Measurement> {
  const control = await withControl((server) => watchControl(server, load));
  const product = await withProduct(async (parts) => {
    const { execution, server } = parts;
    const before = rssOf(server.child);
    const readers = await openReaders(parts, load.readers);
    const open = rssOf(server.child);
    const peak = peakOf(server.child);
    const cpu = cpuOf(server.child);
    const { written, commitMs, commit95 } = await writeLines(execution, load, textBytes);
    const report = await reportOf(readers, written);
    readers.kill();
    const cpuShare = (cpuOf(server.child) - cpu) / load.seconds;
    return {
      ...figuresOf(report, written),
      ...{ commit_p50_ms: commitMs, commit_p95_ms: commit95, cpu_share: round(cpuShare) },
      ...{ rss_before_mb: before, rss_open_mb: open, rss_peak_mb: peak() },
    };
  });
  return {
    bench: 'stream',
    args: { watchers: load.readers, rate: load.rate, seconds: load.seconds },
    ...product,
    control,
    p95_ratio: round(product.p95_ms / Math.max(1, control.p95_ms)),
  };
}

async function watchControl(server: Server, { readers: count, rate, seconds }: Load) {
  const before = rssOf(server.child);
  const readers = await startReaders({ url: server.url, headers: {}, count });
  const peak = peakOf(server.child);
  const cpu = cpuOf(server.child);
  server.child.send({ rate, seconds, textBytes });
  const report = await reportOf(readers, rate * seconds);
  readers.kill();
  const cpuShare = round((cpuOf(server.child) - cpu) / seconds);
  return { ...figuresOf(report, rate * seconds), cpu_share: cpuShare, rss_before_mb: before, rss_peak_mb: peak() };
}

async function measurePaused(load: Load): Promise<Measurement> {
  const product = await withProduct(async (parts) => {
    const { execution, server } = parts;
    const readers = await openReaders(parts, load.readers);
    await execution.writeLines([{ text: streamedText(1_000) }]);
    await reportOf(readers, 1);
    const before = await heldBy(server.child);
    readers.send('pause');
    const written = 1 + (await writeLines(execution, load, 1_000)).written;
    const held = (await heldBy(server.child)) - before;
    readers.send('reopen');
    await once(readers, 'message');
    const report = await reportOf(readers, written);
    readers.kill();
    return {
      lines: written,
      megabytes_each: round((written * 1_300) / 1e6),
      held_kb_each: round(held / load.readers / 1024),
      lost: lostOf(report, written),
      repeated: repeatedOf(report, written),
    };
  });
  return { bench: 'stream', args: { paused: load.readers, rate: load.rate, seconds: load.seconds }, ...product };
}

function figuresOf(report: ReaderReport, written: number) {
  const sorted = report.histogram.toSorted(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const at = (share: number): number => {
    let seen = 0;
    for (const [late, count] of sorted) {
      seen += count;
      if (seen >= total * share) return late;
    }
    return sorted.at(-1)?.[0] ?? 0;
  };
  const figures = { p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99), max_ms: at(1) };
  return { ...figures, lost: lostOf(report, written), repeated: repeatedOf(report, written) };
}

function lostOf({ lines }: ReaderReport, written: number): number {
  return lines.reduce((sum, had) => sum + Math.max(0, written - had), 0);
}

function repeatedOf({ lines }: ReaderReport, written: number): number {
  return lines.reduce((sum, had) => sum + Math.max(0, had - written), 0);
}

/** Writes as a worker does: what has come in 20 ms is one commit. */
async function writeLines(execution: WrittenExecution, { rate, seconds }: Load, bytes: number) {
  const start = performance.now();
  const total = rate * seconds;
  const commits: number[] = [];
  for (let written = 0; written < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1_000) * rate)) - written;
    const began = performance.now();
    if (due > 0) await execution.writeLines(Array.from({ length: due }, () => ({ text: streamedText(bytes) })));
    written += Math.max(0, due);
    if (due > 0) commits.push(performance.now() - began);
    await delay(20);
  }
  commits.sort((a, b) => a - b);
  return {
    written: total,
    commitMs: round(commits[Math.floor(commits.length / 2)] ?? 0),
    commit95: round(commits[Math.floor(commits.length * 0.95)] ?? 0),
  };
}

async function withControl<T>(measure: (server: Server) => Promise<T>): Promise<T> {
  const server = await startServer({ kind: 'control' });
  try {
    return await measure(server);
  } finally {
    server.child.kill();
  }
}

/** Whose log is read, and by whom. */
type Watched = Pick<ProductParts, 'server' | 'client'> & { execution: { id: string } };

function openReaders({ server, execution, client }: Watched, count: number): Promise<ChildProcess> {
  const input = encodeURIComponent(JSON.stringify({ id: execution.id, lastEventId: null }));
  return startReaders({
    url: `${server.url}/api/trpc/executions.stream?input=${input}`,
    headers: { cookie: client.cookie },
    count,
  });
}

async function startReaders(options: ReaderOptions): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'stream-readers.ts'), [JSON.stringify(options)]);
  await once(child, 'message');
  return child;
}

/** Waits until every reader has all lines, or no more come. */
async function reportOf(readers: ChildProcess, written: number): Promise<ReaderReport> {
  for (let waited = 0; ; waited += 200) {
    readers.send('report');
    const [report] = (await once(readers, 'message')) as [ReaderReport];
    if (report.lines.every((had) => had >= written) || waited > patienceMs) return report;
    await delay(200);
  }
}

/** Bytes that live in a server after its garbage was collected. */
async function heldBy(server: ChildProcess): Promise<number> {
  server.send('collect');
  const [{ bytes }] = (await once(server, 'message')) as [{ bytes: number }];
  return bytes;
}
