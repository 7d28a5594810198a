'use client';

import { useStaged } from '../canvas/use-stage.ts';
import { useIsRead } from '../document/use-designer.ts';
import { useViews } from './use-views.ts';

/** Whether there is what the designer shows first: the drawing, or what was read where no canvas is shown. */
export function useIsDrawn(): boolean {
  const { hasCanvas } = useViews();
  const hasPicture = useStaged(({ picture }) => picture !== null);
  const isRead = useIsRead();
  return isRead && (hasPicture || !hasCanvas);
}
