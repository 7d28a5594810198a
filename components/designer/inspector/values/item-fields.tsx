'use client';

import { Plus, X } from 'lucide-react';
import type { Json } from '../../../../core/blueprint/json.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { anySchema } from './literal.ts';
import { useCommit } from './use-value-commit.ts';
import type { ValuePath } from './value-changes.ts';
import type { FieldComponent } from './value-form.ts';

interface ItemFieldsProps {
  /** Of the whole. */
  name: string;
  /** What an item is called, such as "part". */
  word: string;
  path: ValuePath;
  items: readonly Json[];
  Field: FieldComponent;
}

const itemSchema = { ...anySchema, type: 'string' };

/** A field for each text of a list, which keeps at least one, and a way to add another. */
export function ItemFields({ name, word, path, items, Field }: ItemFieldsProps) {
  const commit = useCommit(path, undefined);
  const title = word.charAt(0).toUpperCase() + word.slice(1);
  return (
    <div className="flex flex-col gap-2 border-line border-l-2 pl-3">
      {items.map((item, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item has no other name than its place.
        <div key={place} className="flex items-start gap-1">
          <div className="min-w-0 flex-1">
            <Field
              name={`${name}, ${word} ${place + 1}`}
              label={
                <span className="text-ink-3 text-xs">
                  {title} {place + 1}
                </span>
              }
              path={[...path, place]}
              schema={itemSchema}
              isFixed
              written={item}
            />
          </div>
          <IconButton
            label={`Remove ${word} ${place + 1} of ${name}`}
            className="mt-7"
            disabled={items.length === 1}
            onClick={() => void commit(items.filter((_, other) => other !== place))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <Button size="sm" variant="ghost" className="self-start" onClick={() => void commit([...items, ''])}>
        <Plus /> Add a {word}
      </Button>
    </div>
  );
}
