import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { type Frame, flameGraph, shareOf } from './flame-graph.ts';

/** A node of V8's CPU profile; samples name nodes by id. */
interface ProfileNode {
  id: number;
  callFrame: { functionName: string; url: string; lineNumber: number };
  hitCount?: number;
  children?: number[];
}

/** Where the time of this process goes while `work` runs: a flame graph is written to `file`, shares are returned. */
export async function profile<T>(file: string, work: () => Promise<T>): Promise<{ value: T; shares: Share[] }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  const value = await work();
  const { profile: recorded } = await session.post('Profiler.stop');
  session.disconnect();
  const root = treeOf(recorded.nodes as ProfileNode[]);
  await writeFile(file, flameGraph(root, 'Time of the executor process, by function'));
  return { value, shares: sharesOf(root) };
}

/** A part of the product and its part of the time that was not idle, in per cent. */
export interface Share {
  part: string;
  percent: number;
}

function treeOf(nodes: readonly ProfileNode[]): Frame {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const build = (node: ProfileNode): Frame => {
    const children = (node.children ?? []).flatMap((id) => {
      const child = byId.get(id);
      return child === undefined || child.callFrame.functionName === '(idle)' ? [] : [build(child)];
    });
    const own = node.hitCount ?? 0;
    const total = own + children.reduce((sum, child) => sum + child.total, 0);
    return { name: nameOf(node), file: fileOf(node.callFrame.url), own, total, children };
  };
  return build(nodes[0] as ProfileNode);
}

function nameOf({ callFrame }: ProfileNode): string {
  const { functionName, url, lineNumber } = callFrame;
  const file = fileOf(url);
  return `${functionName || '(anonymous)'}${file === '' ? '' : ` ${file}:${lineNumber + 1}`}`;
}

/** A path within the checkout, or the package it belongs to. */
function fileOf(url: string): string {
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  if (inPackage?.[1] !== undefined) return inPackage[1];
  const root = new URL('..', import.meta.url).href;
  return url.startsWith(root) ? url.slice(root.length) : url.replace(/^node:/, 'node/');
}

function sharesOf(root: Frame): Share[] {
  const own = new Map<string, number>();
  const visit = (frame: Frame): void => {
    const part = partOf(frame);
    own.set(part, (own.get(part) ?? 0) + frame.own);
    for (const child of frame.children) visit(child);
  };
  visit(root);
  return [...own]
    .map(([part, hits]) => ({ part, percent: shareOf(hits, root.total) }))
    .filter(({ percent }) => percent >= 0.5)
    .sort((a, b) => b.percent - a.percent);
}

function partOf({ name, file }: Frame): string {
  if (name.startsWith('(garbage')) return 'garbage collection';
  if (file === '') return 'built-in functions of the platform';
  if (file.startsWith('node/')) return "Node's own modules";
  return file.split('/').slice(0, 2).join('/');
}
