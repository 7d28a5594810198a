import type { Json } from '../../../../core/blueprint/json.ts';
import type { ClusterResponse } from './cluster-access.ts';
import { ClusterFault } from './cluster-fault.ts';

const megabyte = 1024 * 1024;
/** Lists are asked for in pages, so no honest answer is near that. */
const mostBytes = 32 * megabyte;
const longestLine = 4 * megabyte;

/** The JSON of a whole answer; undefined when it is none. @throws ClusterFault when it is too large. */
export async function readJson(response: ClusterResponse, server: string): Promise<Json | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > mostBytes) throw tooLarge(server, mostBytes);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}

/** The lines of an answer as they come; the last one needs no line break. @throws ClusterFault for a line without end. */
export async function* readLines(response: ClusterResponse, server: string): AsyncIterable<string> {
  const decoder = new TextDecoder();
  let begun = '';
  for await (const chunk of response.body) {
    const lines = (begun + decoder.decode(chunk, { stream: true })).split('\n');
    begun = lines.pop() ?? '';
    if (begun.length > longestLine) throw tooLarge(server, longestLine);
    for (const line of lines) yield line.replace(/\r$/, '');
  }
  const rest = begun + decoder.decode();
  if (rest !== '') yield rest;
}

function tooLarge(server: string, bytes: number): ClusterFault {
  return new ClusterFault('server error', {
    detail: `${server} answered with more than ${bytes / megabyte} MB.`,
    hint: 'Check that it is an API server; ask for less, as by a label selector.',
  });
}
