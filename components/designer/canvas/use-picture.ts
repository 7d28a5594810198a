'use client';

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Design } from '../../../core/design/design.ts';
import type { Layout } from '../document/layout.ts';
import { useDesigner } from '../document/use-designer.ts';
import type { KnownPlaces } from './known-places.ts';
import type { LayoutMaker } from './layout/start-layout.ts';
import { type Picture, toPicture } from './picture.ts';
import { useStage } from './use-stage.ts';

interface PictureOptions {
  shut: ReadonlySet<string>;
  known: KnownPlaces;
  layoutMaker: LayoutMaker;
}

/** The drawing of the document; null until there is one. A blueprint in which nothing was placed is laid out at first. */
export function usePicture({ shut, known, layoutMaker }: PictureOptions): Picture | null {
  const stage = useStage();
  const { design, layout } = useSettled();
  const [laidOut, setLaidOut] = useState(0);
  const isBlank = design !== null && design.nodes.length > 0 && known.isBlank(design, layout);
  const before = useRef<Picture | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when a layout has come, places are known.
  const picture = useMemo(
    () => (design === null || isBlank ? null : draw(design, { layout, known, shut, before: before.current })),
    [design, layout, known, shut, isBlank, laidOut],
  );
  useEffect(() => {
    if (!isBlank || design === null) return;
    let isWanted = true;
    const { width, height } = stage.view();
    void layoutMaker.layOut({ ...toRequest(design, shut), pane: { width, height } }).then((places) => {
      if (!isWanted) return;
      known.keep(new Map(places), parentsIn(design));
      setLaidOut((before) => before + 1);
    });
    return () => {
      isWanted = false;
    };
  }, [isBlank, design, shut, known, layoutMaker, stage]);
  useLayoutEffect(() => {
    before.current = picture;
    stage.setPicture(picture);
  }, [stage, picture]);
  return picture;
}

/**
 * What was last read of the text, with the layout of then: a step that changes both is drawn once it was read. Typing
 * draws nothing until then.
 */
function useSettled(): Settled {
  const settled = useRef<Settled>(null);
  return useDesigner(({ analysis: { design, revision: read }, layout, revision }) => {
    const last = settled.current;
    const isSame = last?.design === design && last.layout === layout;
    if (last !== null && (read !== revision || isSame)) return last;
    settled.current = { design, layout };
    return settled.current;
  });
}

interface Settled {
  design: Design | null;
  layout: Layout;
}

function draw(
  design: Design,
  {
    layout,
    known,
    shut,
    before,
  }: { layout: Layout; known: KnownPlaces; shut: ReadonlySet<string>; before: Picture | null },
): Picture {
  const parentOf = parentsIn(design);
  const picture = toPicture(design, (id) => known.placeOf(id, parentOf(id), layout), { closed: shut, before });
  if (picture.places === before?.places) return picture;
  known.keep(new Map([...picture.places].filter(([id]) => !(id in layout.places))), parentOf);
  return picture;
}

function parentsIn(design: Design): (id: string) => string | null {
  const parents = new Map(design.nodes.map(({ id, parent }) => [id, parent]));
  return (id) => parents.get(id) ?? null;
}

function toRequest(design: Design, shut: ReadonlySet<string>) {
  return {
    nodes: design.nodes.map(({ id, parent }) => ({ id, parent })),
    edges: design.nodes.flatMap(({ id, relationships }) =>
      relationships.flatMap(({ kind, target }) => (kind === 'contained_in' ? [] : [{ source: id, target }])),
    ),
    folded: [...shut],
    direction: 'best' as const,
  };
}
