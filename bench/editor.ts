import { parseArgs } from 'node:util';
import { serialize } from 'node:v8';
import { ImportReader } from '../components/designer/analysis/import-reader.ts';
import type { Analysis, Analyst } from '../components/designer/analysis/protocol.ts';
import { connectAnalyst } from '../components/designer/analysis/start-analysis.ts';
import type { Told } from '../components/designer/analysis/worker-messages.ts';
import { Workshop } from '../components/designer/analysis/workshop.ts';
import { compileBlueprint } from '../core/dsl/index.ts';
import { createCatalogueReader } from '../server/plugins/catalogue.ts';
import { repeats } from './browser.ts';
import { measureEditing } from './editor-page.ts';
import { type Bench, type Measurement, round } from './measurement.ts';

const file = 'blueprint.yaml';
const turns = 40;
const catalogue = createCatalogueReader();

/**
 * Editing a blueprint of `--nodes N`. `worker`: the work of the designer's worker, without browser and drawing, in this
 * process. `browser`: what a person waits for, and what it costs the page (editor-page.ts). `--only` a comma-separated
 * list of them; `--repeats N` of the browser's part.
 */
export const editor: Bench = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      nodes: { type: 'string', default: '1000' },
      only: { type: 'string', default: 'worker,browser' },
      repeats: { type: 'string', default: String(repeats) },
    },
  });
  const [nodes, only] = [Number(values.nodes), values.only.split(',')];
  const found: Measurement[] = [];
  if (only.includes('worker')) found.push(await measureWorker(nodes));
  if (only.includes('browser')) found.push(await measureEditing(nodes, Number(values.repeats)));
  return found;
};

/**
 * What an edit of one value costs until the change is told (G7 without its pause), what a gesture costs until its edits
 * are known (G8), one by one and 100 at once, and how large the messages are; what completion and hover cost in the middle
 * of the file; as control, what compiling the same text anew costs.
 */
async function measureWorker(nodes: number): Promise<Measurement> {
  let text = blueprintOf(nodes);
  const { analyst, sizes, next } = open();
  const opening = await timed(async () => {
    analyst.open({ revision: 1, mainFile: file, texts: { [file]: text }, paths: [file, 'run.sh'] });
    await next();
  });
  const [analyses, gestures]: [number[], number[]] = [[], []];
  for (let turn = 1; turn <= turns; turn++) {
    const at = text.indexOf(`ip: 10.0.0.${turn}\n`) + 'ip: '.length;
    text = `${text.slice(0, at)}2${text.slice(at)}`;
    const edits = { [file]: [{ from: at, to: at, insert: '2' }] };
    analyses.push(
      await timed(async () => {
        analyst.edit({ revision: turn + 1, edits, settleMs: 0 });
        await next();
      }),
    );
    const intent = { kind: 'set-property', node: `vm_${turn}`, path: ['ip'], value: `10.1.0.${turn}` } as const;
    gestures.push(await timed(() => analyst.resolve(turn + 1, [intent])));
  }
  const reader = {
    read: async (location: string, version?: number) => (location === file ? text : catalogue.read(location, version)),
    exists: () => true,
  };
  const control = await timed(() => compileBlueprint({ mainFile: file, reader }));
  return {
    ...{ bench: 'editor', args: { case: 'worker', nodes }, open_ms: round(opening), control_ms: round(control) },
    ...{ edit_ms: middle(analyses), gesture_ms: middle(gestures), ...(await measureAnswers(analyst, text)) },
    ...{ open_bytes: sizes[0] ?? 0, edit_bytes: sizes.at(-1) ?? 0 },
  };
}

/** 100 intents of one gesture, and words in the middle of the file. */
async function measureAnswers(analyst: Analyst, text: string): Promise<Record<string, { p50: number; p95: number }>> {
  const [bulk, completions, hovers]: [number[], number[], number[]] = [[], [], []];
  const many = Array.from({ length: 100 }, (_, at) => {
    const node = `app_${Math.floor(at / 9)}_${at % 9}`;
    return { kind: 'set-property', node, path: ['size'], value: at } as const;
  });
  const half = text.indexOf('type: ', text.length / 2) + 'type: '.length;
  for (let turn = 0; turn < 10; turn++) {
    bulk.push(await timed(() => analyst.resolve(turns + 1, many)));
    completions.push(await timed(() => analyst.complete({ file, offset: half, secrets: [] })));
    hovers.push(await timed(() => analyst.hover({ file, offset: half })));
  }
  return { bulk_ms: middle(bulk), complete_ms: middle(completions), hover_ms: middle(hovers) };
}

function open() {
  const sizes: number[] = [];
  let listener: (told: Told) => void = () => {};
  const imports = new ImportReader(async (location, version) => ({
    text: await catalogue.read(location, version),
    reason: null,
  }));
  const tell = (told: Told) => {
    if (told.kind === 'analysis') sizes.push(serialize(told).byteLength);
    listener(told);
  };
  const workshop = new Workshop(tell, imports, async () => new Map());
  const analyst = connectAnalyst({
    post: ({ id, question }) => workshop.take(id, question),
    listen: (added) => {
      listener = added;
    },
    close: () => {},
  });
  const next = () =>
    new Promise<Analysis>((resolve) => {
      const stop = analyst.onAnalysis((analysis) => {
        stop();
        resolve(analysis);
      });
    });
  return { analyst, sizes, next };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function middle(times: readonly number[]): { p50: number; p95: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => round(sorted[Math.floor(sorted.length * part)] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}

/** Machines with nine programs in each, which need each other one after the other. */
function blueprintOf(nodes: number): string {
  const machines = Array.from({ length: nodes / 10 }, (_, machine) => {
    const programs = Array.from({ length: 9 }, (_each, program) => {
      const needs = program === 0 ? [] : [relationship('connected_to', `app_${machine}_${program - 1}`)];
      return `  app_${machine}_${program}:
    type: cloudify.nodes.SoftwareComponent
    interfaces: { cloudify.interfaces.lifecycle: { create: { implementation: run.sh, inputs: { port: 80 } } } }
    relationships:
${[relationship('contained_in', `vm_${machine}`), ...needs].join('')}`;
    });
    return `  vm_${machine}:\n    type: cloudify.nodes.Compute\n    properties:\n      ip: 10.0.0.${machine}\n${programs.join('')}`;
  });
  const imports = '[cloudify/types/types.yaml, plugin:cloudify-openstack-plugin]';
  return `tosca_definitions_version: cloudify_dsl_1_3\nimports: ${imports}\nnode_templates:\n${machines.join('')}`;
}

function relationship(type: string, target: string): string {
  return `      - { type: cloudify.relationships.${type}, target: ${target} }\n`;
}
