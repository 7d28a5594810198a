'use client';

import type { ConfirmProps } from './dialog-props.ts';
import { later } from './later.tsx';

const Frame = later(async () => (await import('./confirm-frame.tsx')).ConfirmFrame);

/** Asks before something is done. What draws it is loaded with the first question. */
export function Confirm(props: ConfirmProps) {
  return props.open && <Frame {...props} />;
}
