'use client';

import { Braces, KeyRound, LogIn, SquareFunction, Zap } from 'lucide-react';
import type { Json } from '../../../../core/blueprint/json.ts';
import { functionOf } from '../../../../core/dsl/functions/names.ts';
import { type CallText, describeCall } from './call-text.ts';
import { ItemFields } from './item-fields.tsx';
import type { ValuePath } from './value-changes.ts';
import type { FieldComponent } from './value-form.ts';
import { lineText } from './yaml-text.ts';

interface CallValueProps {
  id: string;
  name: string;
  describedBy: string | undefined;
  path: ValuePath;
  value: Json;
  onPick: (() => void) | undefined;
  Field: FieldComponent;
}

const looks: Record<CallText['kind'], { icon: typeof KeyRound; word: string }> = {
  input: { icon: LogIn, word: '' },
  secret: { icon: KeyRound, word: '' },
  property: { icon: Braces, word: 'property ' },
  attribute: { icon: Zap, word: 'attribute ' },
  call: { icon: SquareFunction, word: '' },
};

/** Where a value comes from, as a chip that leads to other places; the parts of a text that is put together below. */
export function CallValue({ id, name, describedBy, path, value, onPick, Field }: CallValueProps) {
  const told = describeCall(value);
  if (told === null) return null;
  const { icon: Icon, word } = looks[told.kind];
  const call = functionOf(value);
  const parts = call?.name === 'concat' && Array.isArray(call.args) ? call.args : null;
  return (
    <>
      <button
        type="button"
        id={id}
        aria-label={`${name}, ${word}${told.text}`}
        aria-describedby={describedBy}
        aria-haspopup="dialog"
        title={lineText(value)}
        onClick={onPick}
        onKeyDown={(event) => {
          if (event.key !== '=') return;
          event.preventDefault();
          onPick?.();
        }}
        className="flex min-h-8 w-full items-center gap-1.5 rounded-md border border-accent/30 bg-accent-soft px-2.5 text-left font-mono text-accent text-xs hover:border-accent"
      >
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span className="min-w-0 truncate">{told.text}</span>
      </button>
      {parts !== null && <ItemFields name={name} word="part" path={[...path, 'concat']} items={parts} Field={Field} />}
    </>
  );
}
