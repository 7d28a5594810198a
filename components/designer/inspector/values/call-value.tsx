'use client';

import { Braces, KeyRound, LogIn, Plus, SquareFunction, X, Zap } from 'lucide-react';
import type { Json } from '../../../../core/blueprint/json.ts';
import { functionOf } from '../../../../core/dsl/functions/names.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { type CallText, describeCall } from './call-text.ts';
import { anySchema } from './literal.ts';
import { useCommit } from './use-commit.ts';
import type { ValuePath } from './value-changes.ts';
import type { FieldComponent } from './value-form.ts';
import { lineText } from './yaml-text.ts';

interface CallValueProps {
  id: string;
  name: string;
  describedBy: string | undefined;
  path: ValuePath;
  value: Json;
  onPick: () => void;
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
          onPick();
        }}
        className="flex min-h-8 w-full items-center gap-1.5 rounded-md border border-accent/30 bg-accent-soft px-2.5 text-left font-mono text-accent text-xs hover:border-accent"
      >
        <Icon aria-hidden className="size-3.5 shrink-0" />
        <span className="min-w-0 truncate">{told.text}</span>
      </button>
      {parts !== null && <Parts name={name} path={path} parts={parts} Field={Field} />}
    </>
  );
}

interface PartsProps {
  name: string;
  path: ValuePath;
  parts: readonly Json[];
  Field: FieldComponent;
}

const partSchema = { ...anySchema, type: 'string' };

function Parts({ name, path, parts, Field }: PartsProps) {
  const commit = useCommit([...path, 'concat'], undefined);
  return (
    <div className="flex flex-col gap-2 border-line border-l-2 pl-3">
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part has no other name than its place.
        <div key={place} className="flex items-end gap-1">
          <div className="min-w-0 flex-1">
            <Field
              name={`${name}, part ${place + 1}`}
              label={<span className="text-ink-3 text-xs">Part {place + 1}</span>}
              path={[...path, 'concat', place]}
              schema={partSchema}
              isFixed
              written={part}
            />
          </div>
          <IconButton
            label={`Remove part ${place + 1} of ${name}`}
            disabled={parts.length === 1}
            onClick={() => void commit(parts.filter((_, other) => other !== place))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <Button size="sm" variant="ghost" className="self-start" onClick={() => void commit([...parts, ''])}>
        <Plus /> Add a part
      </Button>
    </div>
  );
}
