'use client';

import { RotateCw } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { WindowTitle } from '../ui/page-header.tsx';
import { Notice } from '../ui/states.tsx';

export function Crash({ error, reset }: { error: Error; reset: () => void }) {
  return (
    <div className="mx-auto w-full max-w-xl p-6">
      <WindowTitle text="Something went wrong" />
      <Notice
        tone="bad"
        role="alert"
        title="This page met a fault of its own"
        action={
          <Button size="sm" onClick={reset}>
            <RotateCw /> Try again
          </Button>
        }
      >
        What you deployed is not touched. If it happens again, report it with this text:
        <code className="mt-1 block text-xs">{error.message}</code>
      </Notice>
    </div>
  );
}
