import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

interface ZoomOptions {
  zoomBy: (factor: number) => void;
  /** Of what is zoomed, in pixels, and where it begins. */
  width: number;
  labelWidth: number;
}

/** Ctrl and the wheel (or a pinch) zoom around the pointer; other zooming keeps the middle where it is. */
export function useZoomGestures(
  scroller: RefObject<HTMLElement | null>,
  { zoomBy, width, labelWidth }: ZoomOptions,
): void {
  const anchor = useRef<number | null>(null);
  const before = useRef(width);
  const zoom = useRef(zoomBy);
  zoom.current = zoomBy;
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      anchor.current = event.clientX - box.getBoundingClientRect().left - labelWidth;
      zoom.current(Math.exp(-event.deltaY / 300));
    };
    // React's own wheel listeners cannot keep the page from zooming.
    box.addEventListener('wheel', onWheel, { passive: false });
    return () => box.removeEventListener('wheel', onWheel);
  }, [scroller, labelWidth]);
  useLayoutEffect(() => {
    const box = scroller.current;
    const factor = width / before.current;
    before.current = width;
    if (!box || factor === 1) return;
    const at = anchor.current ?? (box.clientWidth - labelWidth) / 2;
    anchor.current = null;
    box.scrollLeft = (box.scrollLeft + at) * factor - at;
  }, [scroller, width, labelWidth]);
}
