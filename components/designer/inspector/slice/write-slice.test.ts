import { expect, test } from 'vitest';
import { smallTypes } from '../../../../core/dsl/testing/virtual-blueprint.ts';
import { ImportReader } from '../../analysis/import-reader.ts';
import { connectAnalyst } from '../../analysis/start-analysis.ts';
import type { Told } from '../../analysis/worker-messages.ts';
import { Workshop } from '../../analysis/workshop.ts';
import { DesignerDocument } from '../../document/designer-document.ts';
import { whenAnalysed } from '../../document/when-analysed.ts';
import { asShown, type Slice, sliceOf } from './slice.ts';
import { changedElsewhere, writeSlice } from './write-slice.ts';

const file = 'blueprint.yaml';
const text = [
  'tosca_definitions_version: cloudify_dsl_1_5',
  "imports: ['plugin:small']",
  'node_templates:',
  '  vm:   # keeps its comment',
  '    type: cloudify.nodes.Compute',
  '  web: { type: cloudify.nodes.Root }',
  '',
].join('\r\n');

async function openDocument(): Promise<DesignerDocument> {
  let listener: (told: Told) => void = () => {};
  const imports = new ImportReader(async () => ({ text: smallTypes, reason: null }));
  const workshop = new Workshop(
    (told) => listener(structuredClone(told)),
    imports,
    async () => new Map(),
  );
  const analyst = connectAnalyst({
    post: ({ id, question }) => workshop.take(id, structuredClone(question)),
    listen: (added) => {
      listener = added;
    },
    close: () => {},
  });
  const files = [{ path: file, mode: 0o644, text, size: text.length }];
  const document = new DesignerDocument({ mainFile: file, files, canEdit: true }, analyst, Date.now);
  await whenAnalysed(document);
  return document;
}

/** The slice of the node `vm` as it is now. */
async function sliceNow(document: DesignerDocument): Promise<Slice> {
  const range = await document.analyst.find({ kind: 'node', node: 'vm' });
  const whole = document.getState().files.get(file)?.text ?? '';
  return sliceOf(file, whole, { from: range?.start.offset ?? 0, to: range?.end.offset ?? 0 });
}

test('what is typed changes only its characters, as one step, and joins what changed elsewhere', async () => {
  const document = await openDocument();
  document.select({ nodes: ['vm'] });
  const slice = await sliceNow(document);
  const base = asShown(slice.text);
  const mine = `${base.replace('vm:', 'host:')}\n    properties:\n      ip: 10.0.0.1`;
  const written = text.replace('vm:', 'host:').replace('Compute', 'Compute\r\n    properties:\r\n      ip: 10.0.0.1');
  expect(writeSlice(document, { node: 'vm', slice, base, text: mine })).toBe(null);
  expect(document.getState().files.get(file)?.text).toBe(written);
  expect(document.getState().history.done).toBe(1);
  await expect.poll(() => document.getState().selection.nodes).toEqual(['host']);
  expect(document.undo()).toBe('Edit the text of vm');
  expect(document.getState().files.get(file)?.text).toBe(text);
  await document.perform([{ kind: 'set-node-type', node: 'vm', type: 'cloudify.nodes.Root' }]);
  const later = await sliceNow(document);
  const renamed = base.replace('vm:', 'host:');
  expect(writeSlice(document, { node: 'vm', slice, base, text: renamed })).toBe(changedElsewhere);
  const other = base.replace('Compute', 'Server');
  expect(writeSlice(document, { node: 'vm', slice: later, base, text: other })).toBe(changedElsewhere);
  expect(writeSlice(document, { node: 'vm', slice: later, base, text: renamed })).toBe(null);
  expect(document.getState().files.get(file)?.text).toBe(
    text.replace('vm:', 'host:').replace('nodes.Compute', 'nodes.Root'),
  );
});
