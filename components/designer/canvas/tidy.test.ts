import { expect, test } from 'vitest';
import type { DesignerDocument } from '../document/designer-document.ts';
import { openDocument } from '../document/testing/open-document.ts';
import { whenAnalysed } from '../document/when-analysed.ts';
import { layOutDesign } from './layout/lay-out-design.ts';
import type { LayoutMaker } from './layout/start-layout.ts';
import { toPicture } from './picture.ts';
import { Stage } from './stage.ts';
import { tidyUp } from './tidy.ts';

const text = `tosca_definitions_version: cloudify_dsl_1_5
imports: ['plugin:small']
node_templates:
  vm: { type: cloudify.nodes.Compute, properties: { ip: 10.0.0.1 } }
  web: { type: cloudify.nodes.Root }
`;

function draw(document: DesignerDocument, stage: Stage): void {
  const { design } = document.getState().analysis;
  if (design === null) throw new Error('There is nothing to draw.');
  const { places } = document.getState().layout;
  stage.setPicture(toPicture(design, (id) => places[id] ?? null, { closed: new Set() }));
}

/** `onLayOut` runs while the layout is being made. */
async function open(onLayOut: (turn: number, document: DesignerDocument, stage: Stage) => Promise<void>) {
  const { document } = await openDocument(text);
  const stage = new Stage();
  draw(document, stage);
  let turns = 0;
  const maker: LayoutMaker = {
    async layOut(request) {
      turns += 1;
      await onLayOut(turns, document, stage);
      return layOutDesign(request);
    },
    stop: () => {},
  };
  await tidyUp({ document, stage }, maker, 'best');
  const { history, layout } = document.getState();
  return { turns, steps: history.steps.map(({ label }) => label), placed: Object.keys(layout.places).sort() };
}

test('a drawing that changes while it is laid out is laid out anew, with what came', async () => {
  const found = await open(async (turn, document, stage) => {
    if (turn > 1) return;
    await document.perform([{ kind: 'rename-node', node: 'web', name: 'shop' }]);
    await whenAnalysed(document);
    draw(document, stage);
  });
  expect(found.turns).toBe(2);
  expect(found.steps.at(-1)).toBe('Tidy up');
  expect(found.placed).toEqual(['shop', 'vm']);
});

test('a drawing that never stays as it is ends in nothing', async () => {
  const found = await open(async (_turn, document, stage) => draw(document, stage));
  expect(found).toEqual({ turns: 4, steps: [], placed: [] });
});
