import { clsx } from 'clsx';
import { CircleAlert, Info, RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { faultText } from '../api/fault.ts';
import { Button } from './button.tsx';

/** A place that will hold something: says what, and leads on to it. */
export function Empty(props: { icon: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-col items-center justify-center px-6 py-12 text-center">
      <div aria-hidden className="mb-3 text-ink-3 [&_svg]:size-7 [&_svg]:stroke-[1.5]">
        {props.icon}
      </div>
      <p className="font-medium text-ink">{props.title}</p>
      {props.children && <div className="mt-1 max-w-sm text-ink-2 text-sm">{props.children}</div>}
      {props.action && <div className="mt-4 flex flex-wrap justify-center gap-2">{props.action}</div>}
    </div>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx('animate-breathe rounded bg-line', className)} />;
}

/** Rows of a list that is being fetched, of the list's own height so that nothing moves when it arrives. */
export function SkeletonRows({ rows = 4 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="divide-y divide-line">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="flex h-13 items-center gap-4 px-4">
          <Skeleton className="h-3 w-1/4" />
          <Skeleton className="h-3 w-1/6" />
          <Skeleton className="ml-auto h-3 w-16" />
        </div>
      ))}
    </div>
  );
}

const notices = {
  bad: { look: 'border-bad/35 bg-bad-soft text-bad', icon: CircleAlert },
  warn: { look: 'border-warn/35 bg-warn-soft text-warn', icon: TriangleAlert },
  accent: { look: 'border-accent/30 bg-accent-soft text-accent', icon: Info },
} as const;

interface NoticeProps {
  tone: keyof typeof notices;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  role?: 'alert' | 'status' | undefined;
}

/** A coloured box in the page's flow: an error or something that waits for a person. */
export function Notice({ tone, title, children, action, role }: NoticeProps) {
  const { look, icon: Icon } = notices[tone];
  return (
    <div role={role} className={clsx('flex gap-2.5 rounded-lg border px-3.5 py-2.5', look)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <div className="font-medium text-sm">{title}</div>
        {children && <div className="mt-0.5 text-ink text-sm [overflow-wrap:anywhere]">{children}</div>}
        {action && <div className="mt-2.5 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}

/** A query that did not work: why, and another try. */
export function Fault({ fault, retry }: { fault: unknown; retry?: () => void }) {
  return (
    <div className="p-4">
      <Notice
        tone="bad"
        role="alert"
        title="This could not be loaded"
        action={
          retry && (
            <Button size="sm" onClick={retry}>
              <RotateCw /> Try again
            </Button>
          )
        }
      >
        {faultText(fault)}
      </Notice>
    </div>
  );
}
