import { expect, test } from 'vitest';
import type { Design } from '../../../core/design/design.ts';
import type { Intent } from '../../../core/dsl/edit/index.ts';
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

const named = `tosca_definitions_version: cloudify_dsl_1_5
imports: ['plugin:small']
inputs: { port: {} }
labels: { team: { values: [a] } }
node_types:
  app: { derived_from: cloudify.nodes.Root, interfaces: { life: { start: { implementation: a.sh } } } }
  shop: { derived_from: app }
relationships:
  beside: { derived_from: cloudify.relationships.depends_on }
node_templates:
  vm: { type: cloudify.nodes.Compute, properties: { ip: 10.0.0.1 } }
  web: { type: shop, relationships: [{ type: beside, target: vm }] }
groups:
  all: { members: [vm, web] }
policies:
  grow: { type: cloudify.policies.scaling, targets: [all] }
`;

test.each<Intent>([
  { kind: 'rename-node', node: 'vm', name: 'host' },
  { kind: 'rename-declaration', section: 'inputs', name: 'port', to: 'door' },
  { kind: 'rename-definition', section: 'labels', name: 'team', to: 'owner' },
  { kind: 'rename-definition', section: 'groups', name: 'all', to: 'both' },
  { kind: 'rename-definition', section: 'policies', name: 'grow', to: 'widen' },
  { kind: 'rename-definition', section: 'node_types', name: 'app', to: 'application' },
  { kind: 'rename-definition', section: 'relationships', name: 'beside', to: 'near' },
])('a new name is seen before the text is read anew, as it will be then: $kind $section', async (intent) => {
  const { document } = await openDocument(named);
  const before = document.getState().analysis.design;
  const early: (Design | null)[] = [];
  document.subscribe(() => {
    const { analysis, revision } = document.getState();
    if (analysis.revision < revision) early.push(analysis.design);
  });
  await document.perform([intent]);
  await whenAnalysed(document);
  const { design } = document.getState().analysis;
  expect(design).not.toEqual(before);
  expect(early.length).toBeGreaterThan(0);
  for (const seen of early) expect(seen).toEqual(design);
  if (intent.kind !== 'rename-node') expect(early[0]?.nodes[0]).toBe(before?.nodes[0]);
});

test('a reading of the text before a new name, told late, shows the new name too', async () => {
  const { document, whenTold, holdAnalyses } = await openDocument(named);
  const letGo = holdAnalyses();
  document.editText(path, [{ from: 0, to: 0, insert: '# a\n' }], { label: 'Type', group: null });
  await whenTold();
  await document.perform([{ kind: 'rename-node', node: 'vm', name: 'host' }]);
  const seen: unknown[] = [];
  document.subscribe(() => {
    const { analysis } = document.getState();
    seen.push([analysis.revision, analysis.design?.nodes.map(({ id }) => id)]);
  });
  letGo();
  await whenAnalysed(document);
  expect(seen).toEqual([
    [2, ['host', 'web']],
    [3, ['host', 'web']],
  ]);
});

test('what is waited for includes what is asked for and not written yet', async () => {
  const { document } = await openDocument(named);
  void document.perform([{ kind: 'set-property', node: 'vm', path: ['ip'], value: '10.0.0.9' }]);
  await whenAnalysed(document);
  expect(document.getState().analysis.design?.nodes[0]?.properties).toEqual({ ip: '10.0.0.9' });
});

test('what was asked for a thing while its new name was waited for is done', async () => {
  const { document } = await openDocument(named);
  const identity = document.identityOf('node_templates', 'vm');
  const answers = await Promise.all([
    document.perform([{ kind: 'rename-node', node: 'vm', name: 'host' }]),
    document.perform([{ kind: 'set-property', node: 'vm', path: ['ip'], value: '10.0.0.2' }]),
  ]);
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(document.getState().files.get(path)?.text).toContain(
    'host: { type: cloudify.nodes.Compute, properties: { ip: 10.0.0.2 } }',
  );
  expect(document.identityOf('node_templates', 'host')).toBe(identity);
  expect(document.identityOf('node_templates', 'vm')).not.toBe(identity);
  await document.perform([{ kind: 'delete-node', node: 'host', children: false }], { leavesUses: true });
  document.undo();
  expect(document.identityOf('node_templates', 'host')).toBe(identity);
});
