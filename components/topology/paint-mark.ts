import type { MarkKind } from './instance-look.ts';

/** From this size on a mark has its shape; below it is a spot of its colour. */
const shapeFrom = 6;

interface Place {
  /** The middle. */
  x: number;
  y: number;
  size: number;
  /** What lies behind, to cut signs out with. */
  ground: string;
}

/** The same signs as `StateMark`, on a canvas. The colour is set already, as fill and stroke. */
export function paintMark(canvas: CanvasRenderingContext2D, kind: MarkKind, place: Place): void {
  const { x, y, size } = place;
  if (size < shapeFrom) {
    canvas.fillRect(x - size / 2, y - size / 2, size, size);
    return;
  }
  canvas.lineWidth = Math.max(1, size / 8);
  painters[kind](canvas, place);
}

const circle = Math.PI * 2;

function ring(canvas: CanvasRenderingContext2D, { x, y, size }: Place, part = 1): void {
  canvas.beginPath();
  canvas.arc(x, y, size * 0.38, -circle / 4, circle * part - circle / 4);
  canvas.stroke();
}

function stroke(canvas: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  canvas.beginPath();
  for (const [at, [x, y]] of points.entries()) at === 0 ? canvas.moveTo(x, y) : canvas.lineTo(x, y);
  canvas.stroke();
}

const painters: Record<MarkKind, (canvas: CanvasRenderingContext2D, place: Place) => void> = {
  none: (canvas, place) => ring(canvas, place),
  progress: (canvas, place) => ring(canvas, place, 0.5),
  leaving: (canvas, place) => ring(canvas, place, 0.5),
  third: (canvas, place) => ring(canvas, place, 1 / 3),
  'two-thirds': (canvas, place) => ring(canvas, place, 2 / 3),
  started: (canvas, { x, y, size, ground }) => {
    canvas.beginPath();
    canvas.arc(x, y, size * 0.44, 0, circle);
    canvas.fill();
    const before = canvas.strokeStyle;
    canvas.strokeStyle = ground;
    stroke(canvas, [
      [x - size * 0.2, y],
      [x - size * 0.04, y + size * 0.16],
      [x + size * 0.22, y - size * 0.15],
    ]);
    canvas.strokeStyle = before;
  },
  stopped: (canvas, { x, y, size }) => canvas.fillRect(x - size * 0.35, y - size * 0.35, size * 0.7, size * 0.7),
  deleted: (canvas, place) => {
    ring(canvas, place);
    const { x, y, size } = place;
    stroke(canvas, [
      [x - size * 0.3, y + size * 0.3],
      [x + size * 0.3, y - size * 0.3],
    ]);
  },
  healing: (canvas, place) => {
    ring(canvas, place);
    const { x, y, size } = place;
    stroke(canvas, [
      [x, y - size * 0.2],
      [x, y + size * 0.2],
    ]);
    stroke(canvas, [
      [x - size * 0.2, y],
      [x + size * 0.2, y],
    ]);
  },
  failed: (canvas, { x, y, size }) => {
    canvas.beginPath();
    canvas.moveTo(x, y - size * 0.45);
    canvas.lineTo(x + size * 0.5, y + size * 0.42);
    canvas.lineTo(x - size * 0.5, y + size * 0.42);
    canvas.closePath();
    canvas.fill();
  },
};
