import { clsx } from 'clsx';
import type { ComponentProps } from 'react';
import { Link, type LinkProps } from './link.tsx';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';
type Size = 'sm' | 'md';

interface Look {
  variant?: Variant;
  size?: Size;
}

const variants: Record<Variant, string> = {
  primary: 'bg-accent-fill text-on-accent hover:bg-accent-fill-hover border-transparent',
  secondary: 'bg-raised text-ink border-line hover:bg-hover hover:border-line-strong',
  ghost: 'bg-transparent text-ink-2 border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-bad-fill text-on-accent border-transparent hover:brightness-110',
};

const sizes: Record<Size, string> = {
  sm: 'h-7 gap-1.5 px-2.5 text-xs',
  md: 'h-8 gap-2 px-3 text-sm',
};

function buttonClass(look: Look, extra?: string): string {
  return clsx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md border font-medium',
    'transition-colors duration-100 disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    variants[look.variant ?? 'secondary'],
    sizes[look.size ?? 'md'],
    extra,
  );
}

export function Button({ variant, size, className, ...rest }: ComponentProps<'button'> & Look) {
  const look = { ...(variant && { variant }), ...(size && { size }) };
  return <button type="button" {...rest} className={buttonClass(look, className)} />;
}

export function ButtonLink({ variant, size, className, ...rest }: LinkProps & Look) {
  const look = { ...(variant && { variant }), ...(size && { size }) };
  return <Link {...rest} className={buttonClass(look, className)} />;
}

/** A square button with an icon; its label is what screen readers and the tooltip say. */
export function IconButton({ label, className, ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={clsx(
        'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-2 transition-colors duration-100',
        'hover:bg-hover hover:text-ink aria-pressed:bg-accent-soft aria-pressed:text-accent [&_svg]:size-4 forced-colors:aria-pressed:border-2',
        'disabled:pointer-events-none disabled:opacity-40',
        className,
      )}
    />
  );
}
