'use client';

import { useContext, useEffect } from 'react';
import type { BoxIndex } from './box-index.ts';
import { boundsOf } from './boxes.ts';
import { LiveContext } from './canvas-context.ts';
import type { Camera } from './use-camera.ts';

/** Long enough for an eye to rest on what is shown. */
const pauseMs = 700;

/** While it is on, the camera shows the nodes in which something goes on. */
export function useFollow(isOn: boolean, index: BoxIndex, camera: Camera): void {
  const live = useContext(LiveContext);
  useEffect(() => {
    if (!isOn) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown = '';
    const look = () => {
      timer = undefined;
      const running = index.boxes.filter((box) => live.look(box.id).isRunning);
      const ids = running.map((box) => box.id).join(' ');
      const part = boundsOf(running);
      if (part === null || ids === shown) return;
      shown = ids;
      camera.showPart(part);
    };
    look();
    const stop = live.watch(() => {
      timer ??= setTimeout(look, pauseMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [isOn, index, camera, live]);
}
