import { Ban, CircleStop, OctagonX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CancelMode } from '../../core/engine/protocol.ts';

interface StopLook {
  label: string;
  icon: ReactNode;
  /** What it does, in one line. */
  hint: string;
  /** Asked before it is done. */
  confirm?: { title: string; text: string };
}

/** The ways to end an execution, from the gentlest to the hardest. */
export const stopLooks: Record<CancelMode, StopLook> = {
  cancel: {
    label: 'Cancel',
    icon: <CircleStop aria-hidden />,
    hint: 'Running operations are waited for; no new ones are begun.',
  },
  'force-cancel': {
    label: 'Force cancel',
    icon: <Ban aria-hidden />,
    hint: 'The execution ends at once; what runs on hosts is left to itself.',
    confirm: {
      title: 'Force the cancellation?',
      text: 'The execution ends at once. Operations that run on hosts are left to themselves, and nothing follows them, clean-up included.',
    },
  },
  kill: {
    label: 'Kill',
    icon: <OctagonX aria-hidden />,
    hint: 'Processes on hosts are ended at once and stay half done.',
    confirm: {
      title: 'Kill the running operations?',
      text: 'Their processes are ended on the hosts at once. What they were in the middle of stays half done.',
    },
  },
};

/** From the gentlest to the hardest. */
export const stopModes: readonly CancelMode[] = ['cancel', 'force-cancel', 'kill'];
