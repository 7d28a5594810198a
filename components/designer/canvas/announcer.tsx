'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { useDesignerDocument } from '../document/use-designer.ts';
import { announce, readAnnounced, subscribeAnnounced } from './announce.ts';

/** Where the designer tells what was done: steps of any pane, what was undone, and what was refused. */
export function Announcer() {
  const document = useDesignerDocument();
  const text = useSyncExternalStore(subscribeAnnounced, readAnnounced, () => '');
  useEffect(() => {
    let { history: before, refusal: refused } = document.getState();
    return document.subscribe(() => {
      const { history, refusal } = document.getState();
      if (refusal !== null && refusal !== refused) announce(`Not done: ${refusal.reason}`);
      else if (history.done < before.done) announce(`Undid: ${before.steps[before.done - 1]?.label ?? 'a step'}`);
      else if (history.done > before.done) announce(history.steps[history.done - 1]?.label ?? '');
      [before, refused] = [history, refusal];
    });
  }, [document]);
  return (
    <div role="status" className="sr-only">
      {text}
    </div>
  );
}
