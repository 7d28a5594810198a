import type { Rectangle, View } from '../../topology/boxes.ts';
import type { Camera } from '../../topology/use-camera.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import type { Picture } from './picture.ts';
import type { Guide } from './snap.ts';

/** A place, in px of the drawing unless it says otherwise. */
export interface Point {
  x: number;
  y: number;
}

/** What would come of letting go of dragged nodes here. */
export interface Landing {
  /** Null: on the ground. */
  host: string | null;
  isValid: boolean;
  /** What would be done, or why it cannot be. */
  text: string;
}

/** What a hand or the keyboard is at on the canvas. */
export type Gesture =
  /** `moved`: contents included. It lasts until the drawing has followed. */
  | {
      kind: 'drag';
      moved: ReadonlySet<string>;
      dx: number;
      dy: number;
      landing: Landing | null;
      guides: readonly Guide[];
    }
  | {
      kind: 'connect';
      from: string;
      to: Point;
      /** Reasons against the nodes that cannot be connected to. */
      refused: ReadonlyMap<string, string>;
      target: string | null;
    }
  | { kind: 'lasso'; area: Rectangle }
  | { kind: 'resize'; id: string; width: number; height: number };

interface Content {
  picture: Picture | null;
  gesture: Gesture | null;
}

/** What a canvas can be asked while it is on the page. */
export interface Shown {
  camera: Camera;
  /** The element around the drawing. */
  pane: HTMLElement;
}

/** What the canvas of a designer shows at this moment, and where on the page; beside the document, which it never changes. */
export class Stage {
  #content: Content = { picture: null, gesture: null };
  #shown: Shown | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): Content => this.#content;

  get picture(): Picture | null {
    return this.#content.picture;
  }

  /** Null while there is no canvas on the page. */
  get shown(): Shown | null {
    return this.#shown;
  }

  enter(shown: Shown): () => void {
    this.#shown = shown;
    return () => {
      this.#shown = null;
      this.#set({ gesture: null });
    };
  }

  /** Another drawing; what was held until it came is let go. */
  setPicture(picture: Picture | null): void {
    this.#set({ picture, gesture: null });
  }

  setGesture(gesture: Gesture | null): void {
    this.#set({ gesture });
  }

  view(): View {
    return this.#shown?.camera.view() ?? { x: 0, y: 0, zoom: 1, width: 0, height: 0 };
  }

  /** Where on the drawing a place of the window is. */
  toDrawing({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const { left, top } = this.#shown?.pane.getBoundingClientRect() ?? { left: 0, top: 0 };
    const { x, y, zoom } = this.view();
    return { x: (clientX - left - x) / zoom, y: (clientY - top - y) / zoom };
  }

  /** Where in the pane a place of the drawing is. */
  toPane(point: Point): Point {
    const { x, y, zoom } = this.view();
    return { x: point.x * zoom + x, y: point.y * zoom + y };
  }

  /** The place of the drawing in the middle of the pane. */
  middle(): Point {
    const { x, y, zoom, width, height } = this.view();
    return { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom };
  }

  #set(change: Partial<Content>): void {
    this.#content = { ...this.#content, ...change };
    for (const listener of this.#listeners) listener();
  }
}

const stages = new WeakMap<DesignerDocument, Stage>();

/** The stage of a designer: one for each document, whether its canvas is on the page or not. */
export function stageOf(document: DesignerDocument): Stage {
  const stage = stages.get(document) ?? new Stage();
  stages.set(document, stage);
  return stage;
}
