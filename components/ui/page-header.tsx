import { clsx } from 'clsx';
import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  windowTitle?: string;
  lead?: ReactNode;
  children?: ReactNode;
  /** Its actions are a line of their own on a phone. */
  isWide?: boolean;
  /** Tabs follow, on the same ground. */
  hasTabs?: boolean;
}

/** The name of the page in the window's title and as its heading, with the page's main actions. */
export function PageHeader(props: PageHeaderProps) {
  return (
    <header
      className={clsx(
        'flex flex-wrap items-start gap-x-3 gap-y-2 px-4 pt-5 md:gap-y-0.5 md:px-6',
        props.hasTabs ? 'bg-panel pb-2' : 'pb-4',
      )}
    >
      <WindowTitle text={props.windowTitle ?? props.title} />
      <h1 className="flex-1 font-semibold text-xl leading-8 tracking-[-0.01em]">{props.title}</h1>
      {props.children && (
        <div
          className={clsx(
            'flex min-h-8 flex-wrap items-center gap-2',
            props.isWide && 'max-md:w-full max-md:order-last',
          )}
        >
          {props.children}
        </div>
      )}
      {props.lead && (
        <p className="w-full text-ink-2 text-sm">
          <span className="block max-w-2xl">{props.lead}</span>
        </p>
      )}
    </header>
  );
}

export function WindowTitle({ text }: { text: string }) {
  return <title>{`${text} · Gantry`}</title>;
}

export function PageBody({ children }: { children: ReactNode }) {
  return <div className="flex flex-col gap-4 px-4 pb-10 md:px-6">{children}</div>;
}
