'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { useDesignerDocument } from '../document/use-designer.ts';
import { announce, readAnnounced, subscribeAnnounced } from './announce.ts';

/** Where the designer tells what was done in any of its panes. What was undone or refused has its own message. */
export function Announcer() {
  const document = useDesignerDocument();
  const text = useSyncExternalStore(subscribeAnnounced, readAnnounced, () => '');
  useEffect(() => {
    let { history: before } = document.getState();
    return document.subscribe(() => {
      const { history } = document.getState();
      const step = history.steps[history.done - 1];
      if (history.steps !== before.steps && step !== undefined) announce(step.label);
      before = history;
    });
  }, [document]);
  return (
    <div role="status" className="sr-only">
      {text}
    </div>
  );
}
