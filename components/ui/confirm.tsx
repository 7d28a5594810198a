'use client';

import dynamic from 'next/dynamic';
import type { ConfirmProps } from './dialog-props.ts';

const Frame = dynamic(() => import('./confirm-frame.tsx').then(({ ConfirmFrame }) => ConfirmFrame), { ssr: false });

/** Asks before something is done. What draws it is loaded with the first question. */
export function Confirm(props: ConfirmProps) {
  return props.open ? <Frame {...props} /> : null;
}
