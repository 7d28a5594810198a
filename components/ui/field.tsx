import { clsx } from 'clsx';
import { CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

const control =
  'w-full rounded-md border border-line-strong/70 bg-raised text-ink placeholder:text-ink-3 hover:border-line-strong ' +
  'aria-invalid:border-bad disabled:opacity-60 max-md:text-[16px] text-sm';

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={clsx(control, 'h-8 px-2.5', className)} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={clsx(control, 'min-h-20 px-2.5 py-1.5', className)} />;
}

export function NativeSelect({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={clsx(control, 'h-8 pr-7 pl-2.5', className)} />;
}

interface FieldProps {
  id: string;
  label: ReactNode;
  /** Beside the label: type, "optional". */
  note?: ReactNode;
  help?: ReactNode;
  problem?: string | undefined;
  children: ReactNode;
}

/** A label, its control, help and problem. The control must use `describedBy(id)`. */
export function Field({ id, label, note, help, problem, children }: FieldProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="font-medium text-ink text-sm">
          {label}
        </label>
        {note && <span className="text-ink-3 text-xs">{note}</span>}
      </div>
      {children}
      {help && (
        <p id={`${id}-help`} className="text-ink-3 text-xs">
          {help}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} className="flex items-start gap-1.5 text-bad text-xs">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {problem}
        </p>
      )}
    </div>
  );
}

/** The aria attributes that tie a control to its field's texts. */
export function describedBy(id: string, has: { help?: boolean; problem?: boolean }) {
  const ids = [has.help && `${id}-help`, has.problem && `${id}-problem`].filter(Boolean).join(' ');
  return { id, 'aria-describedby': ids || undefined, 'aria-invalid': has.problem ? true : undefined } as const;
}
