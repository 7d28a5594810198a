'use client';

import type { NodeProps } from '@xyflow/react';
import { clsx } from 'clsx';
import { ChevronDown, ChevronRight, Lock } from 'lucide-react';
import { memo } from 'react';
import { iconOf, shortType } from '../../topology/type-icon.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { useCanvasActions } from './canvas-actions.ts';
import { groupsOf, problemsOf, selectedIn } from './looked-up.ts';
import { partOf } from './roles.ts';
import { speakNode } from './speak-node.ts';
import type { DesignElement } from './use-design-elements.ts';
import { useStaged } from './use-stage.ts';

/** The element of a node, for what names it: the keyboard's place on the canvas. */
export function designElementId(id: string): string {
  return `design-${id}`;
}

/** A node template on the canvas. */
export const NodeCard = memo(function NodeCard({ id, data }: NodeProps<DesignElement>) {
  const { node, isContainer, isShut, holds } = data;
  const isSelected = useDesigner((state) => selectedIn(state.selection).has(id));
  const isMain = useDesigner((state) => state.selection.nodes.at(-1) === id);
  const problems = useDesigner((state) => problemsOf(state.analysis.problems).get(id) ?? 0);
  const groups = useDesigner((state) => groupsOf(state.analysis.design).get(id));
  const part = useStaged(({ gesture }) => partOf(id, gesture));
  const shift = useStaged(({ gesture }) => (gesture?.kind === 'drag' && gesture.moved.has(id) ? gesture : null));
  const size = useStaged(({ gesture }) => (gesture?.kind === 'resize' && gesture.id === id ? gesture : null));
  const { canEdit, matching } = useCanvasActions();
  const isOpen = isContainer && !isShut;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; this is a node of a drawing.
    <div
      id={designElementId(id)}
      data-node={id}
      role="group"
      aria-roledescription="node"
      aria-label={speakNode(node, { holds, groups: groups ?? [], problems })}
      style={{
        ...(shift && { transform: `translate(${shift.dx}px, ${shift.dy}px)` }),
        ...(size && { width: size.width, height: size.height }),
      }}
      className={clsx(
        'group/node pointer-events-auto relative size-full rounded-lg border transition-[border-color,box-shadow,opacity] duration-150',
        isOpen ? 'bg-hold' : 'bg-raised shadow-node',
        node.instances.default > 1 && !isOpen && 'node-stack',
        isSelected ? 'border-accent ring-2 ring-accent/30' : 'border-line hover:border-line-strong',
        matching?.has(id) === false && 'opacity-30',
        isMain && 'node-cursor',
        partClass[part],
      )}
    >
      <Head data={data} problems={problems} />
      {canEdit && node.file !== null && !isOpen && <Handle />}
      {canEdit && isOpen && <ConnectEdge />}
      {canEdit && isSelected && isOpen && <Sizer id={id} />}
    </div>
  );
});

const partClass: Record<ReturnType<typeof partOf>, string> = {
  none: '',
  moved: 'opacity-80',
  'can-hold': 'outline-2 outline-accent outline-offset-2 outline-solid',
  'cannot-hold': 'outline-2 outline-bad outline-offset-2 outline-dashed',
  'can-connect': 'ring-2 ring-accent/60',
  target: 'outline-2 outline-accent outline-offset-2 outline-solid ring-2 ring-accent/60',
  faded: 'opacity-40',
};

function Head({
  data: { node, isContainer, isShut, holds, hidden },
  problems,
}: {
  data: DesignElement['data'];
  problems: number;
}) {
  const Icon = iconOf(node.typeHierarchy.length > 0 ? node.typeHierarchy : [node.type]);
  return (
    <div className="flex h-13 items-center gap-1.5 pr-2 pl-3">
      <span
        aria-hidden
        className={clsx(
          'mr-1 flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2',
          isContainer ? 'bg-panel' : 'bg-sunken',
        )}
      >
        <Icon className="size-4" />
      </span>
      <span className="min-w-0 flex-1">
        <Name id={node.id} />
        <span className="block truncate text-ink-3 text-xs leading-4">{shortType(node.type)}</span>
      </span>
      {node.file === null && (
        <span title="An imported file brings it: it cannot be edited here.">
          <Lock aria-hidden className="size-3.5 text-ink-3" />
        </span>
      )}
      {node.instances.default !== 1 && (
        <span
          className="tabular rounded-md bg-sunken px-1.5 text-ink-2 text-xs"
          title={`${node.instances.default} instances`}
        >
          ×{node.instances.default}
        </span>
      )}
      {problems > 0 && (
        <span
          title={problems === 1 ? '1 problem' : `${problems} problems`}
          className="tabular flex h-5 min-w-5 items-center justify-center rounded-full bg-bad-soft px-1 font-medium text-bad text-xs"
        >
          !{problems > 1 && problems}
        </span>
      )}
      {holds > 0 && <FoldButton id={node.id} isShut={isShut} hidden={hidden} />}
    </div>
  );
}

/** Of a name that is too long for its place, the end is seen as well: names of neighbours often begin alike. */
function Name({ id }: { id: string }) {
  const from = id.length > 18 ? id.length - 7 : id.length;
  return (
    <span title={id} className="flex whitespace-pre font-medium text-ink text-sm leading-4.5">
      <span className="min-w-0 truncate">{id.slice(0, from)}</span>
      {from < id.length && <span className="shrink-0">{id.slice(from)}</span>}
    </span>
  );
}

function FoldButton({ id, isShut, hidden }: { id: string; isShut: boolean; hidden: number }) {
  const { toggle } = useCanvasActions();
  const label = isShut ? `Open ${id}: ${hidden} inside` : `Close ${id}`;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      aria-expanded={!isShut}
      title={label}
      onClick={() => toggle(id)}
      className="tabular flex h-6 min-w-6 shrink-0 items-center justify-center gap-0.5 rounded-md text-ink-3 text-xs hover:bg-hover hover:text-ink [&_svg]:size-3.5"
    >
      {isShut && hidden}
      {isShut ? <ChevronRight aria-hidden /> : <ChevronDown aria-hidden />}
    </button>
  );
}

/** Where a hand takes hold to draw a connection. The keyboard has `C`, and the toolbar of the node a button. */
function Handle() {
  return (
    <span
      aria-hidden
      data-handle
      className="absolute top-1/2 -right-3 flex size-6 -translate-y-1/2 cursor-crosshair items-center justify-center opacity-0 group-hover/node:opacity-100 group-[.node-cursor]/node:opacity-100"
    >
      <span className="size-3 rounded-full border-2 border-accent bg-panel" />
    </span>
  );
}

/** The same at the head of a container, whose middle is what it holds. */
function ConnectEdge() {
  return (
    <span
      aria-hidden
      data-handle
      className="absolute top-3.5 -right-3 flex size-6 cursor-crosshair items-center justify-center opacity-0 group-hover/node:opacity-100 group-[.node-cursor]/node:opacity-100"
    >
      <span className="size-3 rounded-full border-2 border-accent bg-panel" />
    </span>
  );
}

function Sizer({ id }: { id: string }) {
  return (
    <span
      aria-hidden
      data-sizer={id}
      title="Drag to resize; Alt+Shift+arrows do the same"
      className="absolute right-0 bottom-0 size-6 cursor-nwse-resize after:absolute after:right-1 after:bottom-1 after:size-2 after:border-ink-3 after:border-r-2 after:border-b-2"
    />
  );
}
