import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Cuts the live streams of a log at certain lines. */
export interface CuttingProxy {
  /** For a browser's context: its requests come this way, those to this machine too. */
  way: { server: string; bypass: string };
  /** For each cut so far: the line, and the milliseconds until the next bytes of a log's stream were passed on. */
  readonly cuts: { line: number; awayMs: number | null }[];
  close(): Promise<void>;
}

interface Options {
  /** Numbers of lines (`seq`), ascending. The stream is reset in the middle of the message that brings such a line. */
  lines: readonly number[];
  /** From 0 to 1: which part of that message still gets through. */
  random: () => number;
}

/** Opens a proxy for plain HTTP that resets all event streams at these lines. */
export async function openCuttingProxy({ lines, random }: Options): Promise<CuttingProxy> {
  const streams = new Set<ServerResponse>();
  const cuts: { line: number; awayMs: number | null; at: number }[] = [];
  const reset = (out: ServerResponse): void => {
    out.socket?.resetAndDestroy();
  };
  const cut = (line: number, out: ServerResponse, lastWords: Buffer): void => {
    cuts.push({ line, awayMs: null, at: performance.now() });
    const others = [...streams].filter((each) => each !== out);
    streams.clear();
    for (const each of others) reset(each);
    out.write(lastWords, () => reset(out));
  };
  const passOn = (piece: Buffer, out: ServerResponse): void => {
    const latest = cuts.at(-1);
    if (latest?.awayMs === null) latest.awayMs = performance.now() - latest.at;
    const next = lines[cuts.length];
    const last = Math.max(0, ...[...piece.toString('latin1').matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)));
    if (next === undefined || last < next) out.write(piece);
    else cut(next, out, piece.subarray(0, Math.floor(random() * piece.length)));
  };
  const follow = (from: IncomingMessage, out: ServerResponse, isLog: boolean): void => {
    streams.add(out);
    out.once('close', () => streams.delete(out));
    from.on('data', (piece: Buffer) => {
      if (!streams.has(out)) return;
      if (isLog) passOn(piece, out);
      else out.write(piece);
    });
    from.once('end', () => out.end());
  };
  const server = createServer((incoming, out) => {
    const { host, hostname, port, pathname, search } = new URL(incoming.url ?? '');
    const { method, headers } = incoming;
    const onward = request(
      { hostname, port, method, path: pathname + search, headers: { ...headers, host } },
      (from) => {
        out.writeHead(from.statusCode ?? 502, from.headers);
        if (!from.headers['content-type']?.startsWith('text/event-stream')) from.pipe(out);
        else follow(from, out, pathname.endsWith('/executions.stream'));
      },
    );
    onward.once('error', () => out.destroy());
    out.once('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    way: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bypass: '<-loopback>' },
    cuts,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
