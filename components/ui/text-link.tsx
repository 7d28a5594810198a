import { clsx } from 'clsx';
import type { ComponentProps } from 'react';
import { Link } from './link.tsx';

export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={clsx(
        'rounded-sm text-ink underline decoration-line-strong underline-offset-3 hover:text-accent hover:decoration-accent',
        className,
      )}
    />
  );
}
