import { clsx } from 'clsx';
import Link from 'next/link';
import type { ComponentProps } from 'react';

export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      {...rest}
      className={clsx(
        'rounded-sm text-ink underline decoration-line-strong underline-offset-3 hover:text-accent hover:decoration-accent',
        className,
      )}
    />
  );
}
