import { Minus, Plus } from 'lucide-react';
import type { ComponentProps } from 'react';
import { IconButton } from '../ui/button.tsx';
import { Input } from '../ui/field.tsx';

interface StepperProps extends Omit<ComponentProps<'input'>, 'value' | 'onChange'> {
  value: string;
  /** The buttons go no lower; typing does. */
  least: number;
  onChange: (value: string) => void;
}

/** A whole number to type, or to change by one with buttons or the arrow keys. */
export function Stepper({ value, least, onChange, ...rest }: StepperProps) {
  const number = /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : 0;
  function step(by: number): void {
    onChange(String(Math.max(least, number + by)));
  }
  return (
    <div className="flex items-center gap-1">
      <IconButton label="One fewer" disabled={number <= least} onClick={() => step(-1)} className="border border-line">
        <Minus />
      </IconButton>
      <Input
        {...rest}
        role="spinbutton"
        aria-valuenow={number}
        inputMode="numeric"
        autoComplete="off"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        onKeyDown={(event) => {
          const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          step(by);
        }}
        className="tabular !w-16 text-center"
      />
      <IconButton label="One more" onClick={() => step(1)} className="border border-line">
        <Plus />
      </IconButton>
    </div>
  );
}
