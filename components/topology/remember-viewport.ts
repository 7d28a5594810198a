import type { Viewport } from '@xyflow/react';

const prefix = 'gantry-canvas-';

/** Where a person left a drawing in this tab; null when nothing is known. */
export function recallViewport(key: string): Viewport | null {
  try {
    const [x, y, zoom] = JSON.parse(sessionStorage.getItem(prefix + key) ?? '[]');
    return [x, y, zoom].every(Number.isFinite) && zoom > 0 ? { x, y, zoom } : null;
  } catch {
    return null;
  }
}

export function rememberViewport(key: string, { x, y, zoom }: Viewport): void {
  try {
    sessionStorage.setItem(prefix + key, JSON.stringify([Math.round(x), Math.round(y), zoom]));
  } catch {
    // A browser that keeps nothing starts with the whole drawing.
  }
}
