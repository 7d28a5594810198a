'use client';

import { useEffect } from 'react';
import { type Command, listCommands } from './commands.ts';
import { isBare, isForText, StrokeReader } from './key-strokes.ts';
import { usePreference } from './preferences-context.tsx';

/** Carries out the commands that are offered now when their keys are pressed. */
export function useKeys(): void {
  const [letters] = usePreference('letters');
  useEffect(() => {
    const reader = new StrokeReader();
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const isText = isForText(event.target);
      const mayBeBare = letters === 'on' && !isText && !isDialogOpen();
      const offered = runnable().filter(
        ({ keys = '', isTextKey = false }) => (mayBeBare || !isBare(keys)) && !(isTextKey && isText),
      );
      const found = reader.read(
        event,
        offered.flatMap(({ keys }) => keys ?? []),
        event.timeStamp,
      );
      const command = offered.find(({ keys }) => keys === found);
      if (found === null || command?.run === undefined) return;
      event.preventDefault();
      command.run();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [letters]);
}

function runnable(): Command[] {
  return listCommands()
    .flatMap(({ commands }) => commands)
    .filter(({ keys, run, isForEvent }) => keys !== undefined && run !== undefined && !isForEvent);
}

/** What is under a dialog must not be steered past it. */
function isDialogOpen(): boolean {
  return document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null;
}
