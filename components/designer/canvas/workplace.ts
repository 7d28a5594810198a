import type { DesignerDocument } from '../document/designer-document.ts';
import type { NodePlace } from '../document/layout.ts';
import type { Stage } from './stage.ts';

/** The document and the canvas that shows it, which gestures and keys work on. */
export interface Workplace {
  document: DesignerDocument;
  stage: Stage;
}

/** Places relative to what contains each node, by id. */
export type Places = Record<string, NodePlace>;
