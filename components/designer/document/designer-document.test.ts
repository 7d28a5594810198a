import { expect, test } from 'vitest';
import { openDocument, path } from './testing/open-document.ts';
import { whenAnalysed } from './when-analysed.ts';

const text = `tosca_definitions_version: cloudify_dsl_1_5
imports: ['plugin:small']
node_templates:
  vm: { type: cloudify.nodes.Compute, properties: { ip: 10.0.0.1 } }
  web: { type: cloudify.nodes.Root }
`;

test('undo and redo show at once what was read of the text before, and the analysis leaves it so', async () => {
  const { document, whenTold } = await openDocument(text);
  const first = document.getState().analysis;
  await document.perform([{ kind: 'set-property', node: 'vm', path: ['ip'], value: '10.0.0.2' }]);
  await whenAnalysed(document);
  const second = document.getState().analysis;
  document.undo();
  const back = document.getState();
  expect(back.files.get(path)?.text).toBe(text);
  expect(back.analysis).toEqual({ ...first, revision: back.revision });
  expect(back.analysis.design).toBe(first.design);
  document.redo();
  expect(document.getState().analysis.design).toBe(second.design);
  const shown = document.getState().analysis;
  await whenTold();
  expect(document.getState().analysis).toBe(shown);
  await document.perform([{ kind: 'set-property', node: 'vm', path: ['ip'], value: '10.0.0.3' }]);
  await whenAnalysed(document);
  const { design } = document.getState().analysis;
  expect(design?.nodes.map(({ properties }) => properties)).toEqual([{ ip: '10.0.0.3' }, {}]);
  expect(design?.nodes[1]).toBe(second.design?.nodes[1]);
});

test('what the analysis says counts where it was told otherwise before', async () => {
  const server = { isDown: true };
  const { document, whenTold } = await openDocument(text, server);
  expect(document.getState().analysis.problems[0]?.code).toBe('DSL0013');
  server.isDown = false;
  document.editText(path, [{ from: 0, to: 0, insert: '# x\n' }], { label: 'Type', group: null });
  await whenAnalysed(document);
  expect(document.getState().analysis.problems).toEqual([]);
  document.undo();
  expect(document.getState().analysis.problems[0]?.code).toBe('DSL0013');
  await whenTold();
  expect(document.getState().analysis.problems).toEqual([]);
});

test('a text that was never read is read before it is shown', async () => {
  const { document } = await openDocument(text);
  const { design } = document.getState().analysis;
  document.editText(path, [{ from: 0, to: 0, insert: '# a\n' }], { label: 'Type', group: null });
  document.editText(path, [{ from: 0, to: 0, insert: '# b\n' }], { label: 'Type', group: null });
  document.undo();
  expect(document.getState().analysis.revision).toBe(1);
  expect(document.getState().analysis.design).toBe(design);
  await whenAnalysed(document);
  expect(document.getState().analysis.problems).toEqual([]);
});
