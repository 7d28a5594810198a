import { clsx } from 'clsx';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  windowTitle?: string;
  lead?: ReactNode;
  children?: ReactNode;
  /** Tabs follow, on the same ground. */
  hasTabs?: boolean;
}

/** The name of the page in the window's title and as its heading, with the page's main actions. */
export function PageHeader(props: PageHeaderProps) {
  return (
    <header
      className={clsx(
        'flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-4 pt-5 md:px-6',
        props.hasTabs ? 'bg-panel pb-2' : 'pb-4',
      )}
    >
      <WindowTitle text={props.windowTitle ?? props.title} />
      <div className="min-w-0">
        <h1 className="font-semibold text-xl tracking-[-0.01em]">{props.title}</h1>
        {props.lead && <p className="mt-0.5 max-w-2xl text-ink-2 text-sm">{props.lead}</p>}
      </div>
      {props.children && <div className="flex flex-wrap items-center gap-2">{props.children}</div>}
    </header>
  );
}

export function WindowTitle({ text }: { text: string }) {
  return <title>{`${text} · Gantry`}</title>;
}

export function PageBody({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-4 px-4 pb-10 md:px-6">{children}</div>;
}
