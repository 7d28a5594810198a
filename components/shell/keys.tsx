'use client';

import { Fragment } from 'react';

/** A shortcut such as `Mod+K` or `G D`, drawn as the keys of the keyboard at hand. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-ink-3 text-xs">
      {keys.split(' ').map((stroke, turn) => (
        <Fragment key={stroke}>
          {turn > 0 && 'then'}
          {stroke.split(/\+(?=.)/).map((key) => (
            <kbd
              key={key}
              className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line bg-sunken px-1 text-[11px] text-ink-2"
            >
              {nameOf(key)}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}

const names: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' };

/** A shortcut such as `Mod+Enter` in words for a title: "Ctrl+Enter", "⌘+Enter" on a Mac. */
export function keysInWords(keys: string): string {
  return keys
    .split(/\+(?=.)/)
    .map(nameOf)
    .join('+');
}

function nameOf(key: string): string {
  if (key === 'Mod')
    return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl';
  return names[key] ?? key;
}
