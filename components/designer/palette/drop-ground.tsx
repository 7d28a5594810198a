'use client';

import { clsx } from 'clsx';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Nesting } from '../../../core/design/validity.ts';
import type { NodeBox } from '../../topology/boxes.ts';
import { shortType } from '../../topology/type-icon.tsx';
import { announce } from '../canvas/announce.ts';
import { boxAt, type CanvasView, shownCanvas } from '../canvas/canvas-view.ts';
import { useDesign, useDesignerDocument } from '../document/use-designer.ts';
import { type Carried, carry, dragFormat, useCarried } from './carried.ts';
import { fitOfHost } from './fit.ts';
import { placeNode } from './place-node.ts';

type Point = Pick<PointerEvent, 'clientX' | 'clientY'>;

/** Lies over the canvas while a type is on its way: shows what would contain it, and puts it down. */
export function DropGround() {
  const carried = useCarried();
  return carried && <Ground carried={carried} />;
}

function Ground({ carried }: { carried: Carried }) {
  const document = useDesignerDocument();
  const design = useDesign();
  const [at, setAt] = useState<Point | null>(null);
  const ground = useRef<HTMLDivElement>(null);
  useEndByKey();
  const view = shownCanvas();
  if (view === null || design === null) return null;
  const aimed = at === null ? null : aim(view, at);
  const judged = aimed?.box ? fitOfHost(design, carried.name, aimed.box.id) : null;
  const putDown = (point: Point): void => {
    const { box, spot } = aim(view, point);
    const fit = box === null ? null : fitOfHost(design, carried.name, box.id);
    if (fit?.ok === false) {
      announce(fit.reason);
      return;
    }
    carry(null);
    const nestIn = box !== null && fit !== null ? { host: box.id, choices: fit.choices } : undefined;
    const node = { type: carried.name, location: carried.location, at: spot, nestIn };
    void placeNode(document, node, { x: point.clientX, y: point.clientY });
    view.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: by keyboard, Enter in the palette places a type.
    // biome-ignore lint/a11y/useKeyWithClickEvents: likewise.
    <div
      ref={ground}
      className={clsx('absolute inset-0 z-20 overflow-hidden', judged?.ok === false ? 'cursor-no-drop' : 'cursor-copy')}
      onPointerMove={(event) => setAt({ clientX: event.clientX, clientY: event.clientY })}
      onPointerLeave={() => setAt(null)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragFormat)) return;
        setAt({ clientX: event.clientX, clientY: event.clientY });
        const { box } = aim(view, event);
        // Where the browser is not told otherwise, nothing can be dropped.
        if (box !== null && !fitOfHost(design, carried.name, box.id).ok) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDragLeave={() => setAt(null)}
      onDrop={(event) => {
        event.preventDefault();
        putDown(event);
      }}
      onClick={putDown}
    >
      {aimed?.box && judged && (
        <HostMark view={view} ground={ground.current} box={aimed.box} {...markOf(judged, aimed.box)} />
      )}
      <p className="-translate-x-1/2 pointer-events-none absolute bottom-3 left-1/2 max-w-[96%] truncate rounded-md bg-raised px-3 py-1.5 text-ink-2 text-xs shadow-pop">
        {carried.by === 'click'
          ? `Click where ${shortType(carried.name)} goes. Escape ends it.`
          : 'Let go where it goes.'}
      </p>
    </div>
  );
}

function aim(view: CanvasView, { clientX, clientY }: Point) {
  const spot = view.toCanvas({ x: clientX, y: clientY });
  return { spot, box: boxAt(view.boxes(), spot) };
}

function markOf(judged: Nesting, { id }: NodeBox): { isGood: boolean; text: string } {
  return judged.ok
    ? { isGood: true, text: `Run inside ${id} (${judged.choices.length === 1 ? judged.type : 'choose how'})` }
    : { isGood: false, text: judged.reason };
}

function HostMark(props: {
  view: CanvasView;
  ground: HTMLElement | null;
  box: NodeBox;
  isGood: boolean;
  text: string;
}) {
  const { view, ground, box, isGood, text } = props;
  const [topLeft, bottomRight] = [view.toWindow(box), view.toWindow({ x: box.x + box.width, y: box.y + box.height })];
  const origin = ground?.getBoundingClientRect() ?? { x: 0, y: 0 };
  return (
    <div
      style={{
        left: topLeft.x - origin.x,
        top: topLeft.y - origin.y,
        width: bottomRight.x - topLeft.x,
        height: bottomRight.y - topLeft.y,
      }}
      className={clsx(
        'pointer-events-none absolute rounded-lg border-2',
        isGood ? 'border-accent' : 'border-ink-3 border-dashed',
      )}
    >
      <span
        className={clsx(
          'absolute bottom-full left-0 mb-1 max-w-80 rounded bg-raised px-2 py-1 text-xs shadow-pop',
          isGood ? 'text-accent' : 'text-ink-2',
        )}
      >
        {text}
      </span>
    </div>
  );
}

function useEndByKey(): void {
  useEffect(() => {
    const end = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      carry(null);
    };
    document.addEventListener('keydown', end, true);
    return () => document.removeEventListener('keydown', end, true);
  }, []);
}
