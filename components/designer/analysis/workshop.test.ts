import { describe, expect, it } from 'vitest';
import { smallTypes } from '../../../core/dsl/testing/virtual-blueprint.ts';
import { ImportReader } from './import-reader.ts';
import type { Analysis, Analyst } from './protocol.ts';
import { connectAnalyst } from './start-analysis.ts';
import type { Told } from './worker-messages.ts';
import { Workshop } from './workshop.ts';

const text = `tosca_definitions_version: cloudify_dsl_1_5
imports: ['plugin:small', sub.yaml]
node_templates:
  # the first
  vm: { type: cloudify.nodes.Compute, properties: { ip: 10.0.0.1 } }
  web:
    type: cloudify.nodes.Root
    relationships:
      - { type: cloudify.relationships.contained_in, target: vm }
`;
const sub = 'node_templates:\n  db: { type: not.Known }\n';

interface Server {
  isDown: boolean;
  asked: string[];
}

/** A workshop as the page has it, messages copied as between threads. */
function open(texts: Record<string, string> = { 'blueprint.yaml': text, 'sub.yaml': sub }) {
  const server: Server = { isDown: false, asked: [] };
  let listener: (told: Told) => void = () => {};
  const imports = new ImportReader(async (location) => {
    server.asked.push(location);
    if (server.isDown) throw new Error('HTTP 503');
    return location === 'plugin:small' ? { text: smallTypes, reason: null } : { text: null, reason: 'There is none.' };
  });
  const importable = async () => new Map([['not.Known', 'plugin:known']]);
  const workshop = new Workshop((told) => listener(structuredClone(told)), imports, importable);
  const analyst = connectAnalyst({
    post: ({ id, question }) => workshop.take(id, structuredClone(question)),
    listen: (added) => {
      listener = added;
    },
    close: () => {},
  });
  const begin = () => analyst.open({ revision: 1, mainFile: 'blueprint.yaml', texts, paths: Object.keys(texts) });
  return { analyst, server, begin };
}

function next(analyst: Analyst): Promise<Analysis> {
  return new Promise((resolve) => {
    const stop = analyst.onAnalysis((analysis) => {
      stop();
      resolve(analysis);
    });
  });
}

async function opened() {
  const { analyst, server, begin } = open();
  begin();
  return { analyst, server, first: await next(analyst) };
}

describe('the analysis of a blueprint', () => {
  it('tells the design, and problems with the node and the path that they are about', async () => {
    const { first, server } = await opened();
    expect(first.design?.nodes.map(({ id, parent, file }) => [id, parent, file])).toEqual([
      ['vm', null, 'blueprint.yaml'],
      ['web', 'vm', 'blueprint.yaml'],
      ['db', null, 'sub.yaml'],
    ]);
    expect(first.problems).toMatchObject([{ code: 'DSL0007', node: 'db', path: ['node_templates', 'db', 'type'] }]);
    expect(first).toMatchObject({ revision: 1, isStale: false });
    expect(server.asked).toEqual(['plugin:small']);
  });

  it('keeps what an edit did not touch, and the last good design while a text is broken', async () => {
    const { analyst, first } = await opened();
    const at = text.indexOf('10.0.0.1');
    analyst.edit({ revision: 2, edits: { 'blueprint.yaml': [{ from: at, to: at + 2, insert: '11' }] }, settleMs: 0 });
    const second = await next(analyst);
    expect(second.design?.nodes[0]?.properties).toEqual({ ip: '11.0.0.1' });
    expect(second.design?.nodes[1]).toBe(first.design?.nodes[1]);
    expect(second.design?.types).toBe(first.design?.types);
    expect(second.problems).toBe(first.problems);
    analyst.edit({ revision: 3, edits: { 'sub.yaml': [{ from: 0, to: 0, insert: '{ ' }] }, settleMs: 0 });
    const broken = await next(analyst);
    expect(broken).toMatchObject({ revision: 3, isStale: true });
    expect(broken.design).toBe(second.design);
  });

  it('says that an import could not be fetched, and tries it again', async () => {
    const { analyst, server, begin } = open();
    server.isDown = true;
    begin();
    const without = await next(analyst);
    expect(without.design?.nodes[1]?.parent).toBe('vm');
    expect(without.problems[0]).toMatchObject({ code: 'DSL0013', hint: expect.stringContaining('HTTP 503') });
    server.isDown = false;
    analyst.edit({ revision: 2, edits: { 'blueprint.yaml': [{ from: 0, to: 0, insert: '# x\n' }] }, settleMs: 0 });
    expect((await next(analyst)).problems.map(({ code }) => code)).toEqual(['DSL0007']);
  });
});

describe('what the page asks', () => {
  it('is answered with edits of the text for several intents, none for a text that is no more', async () => {
    const { analyst } = await opened();
    const rename = { kind: 'rename-node', node: 'vm', name: 'host' } as const;
    const outcome = await analyst.resolve(1, [rename, { kind: 'detach', node: 'web' }]);
    expect(outcome).toMatchObject({ ok: true, labels: [expect.any(String), expect.any(String)] });
    expect(await analyst.resolve(7, [rename])).toBe(null);
    expect(await analyst.resolve(1, [{ kind: 'detach', node: 'vm' }, rename])).toMatchObject({ ok: false });
  });

  it('is answered with places in the text', async () => {
    const { analyst } = await opened();
    const lineOf = async (...place: Parameters<Analyst['find']>) => {
      const range = await analyst.find(...place);
      return range === null ? null : `${range.file}:${range.start.line}`;
    };
    expect(await lineOf({ kind: 'node', node: 'db' })).toBe('sub.yaml:2');
    expect(await lineOf({ kind: 'property', node: 'vm', path: ['ip'] })).toBe('blueprint.yaml:5');
    expect(await lineOf({ kind: 'relationship', node: 'web', index: 0 })).toBe('blueprint.yaml:9');
    expect(await lineOf({ kind: 'type', of: 'nodes', name: 'cloudify.nodes.Compute' })).toMatch(/^plugin:small:/);
    expect(await lineOf({ kind: 'node', node: 'none' })).toBe(null);
    const { path, node } = await analyst.at('blueprint.yaml', text.indexOf('10.0'));
    expect({ path, node }).toEqual({ path: ['node_templates', 'vm', 'properties', 'ip'], node: 'vm' });
    expect(await analyst.source('plugin:small')).toBe(smallTypes);
    expect(await analyst.source('none')).toBe(null);
  });

  it('is answered with words for a place, though it is broken while one types', async () => {
    const { analyst } = await opened();
    const end = text.length;
    const insert = '    inter';
    analyst.edit({ revision: 2, edits: { 'blueprint.yaml': [{ from: end, to: end, insert }] }, settleMs: 0 });
    const found = await analyst.complete({ file: 'blueprint.yaml', offset: end + insert.length, secrets: [] });
    expect(found).toMatchObject({ from: end + 4, to: end + insert.length });
    expect(found?.items.map((each) => each.insert)).toContain('interfaces:');
    const said = await analyst.hover({ file: 'blueprint.yaml', offset: text.indexOf('vm }') + 1 });
    expect(said).toMatchObject({ title: 'vm', definition: { kind: 'node', node: 'vm' } });
    expect(await analyst.hover({ file: 'plugin:small', offset: 3 })).toBe(null);
  });

  it('is answered with ways to mend a problem, as long as it is there', async () => {
    const { analyst, first } = await opened();
    const [problem] = first.problems;
    if (problem === undefined) throw new Error('There is no problem.');
    expect(await analyst.fixes(problem)).toEqual([
      { label: 'Import plugin:known', intents: [{ kind: 'add-import', location: 'plugin:known' }] },
    ]);
    expect(await analyst.fixes({ ...problem, code: 'DSL0025' })).toEqual([]);
  });
});
