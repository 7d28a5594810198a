'use client';

import { Import, Plus, Star } from 'lucide-react';
import { typeHref } from '../../catalogue/type-look.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Link } from '../../ui/link.tsx';
import { toggleFavourite, useKeptTypes } from './kept-types.ts';
import type { PaletteType } from './palette-types.ts';

interface TypeFactsProps {
  type: PaletteType;
  canEdit: boolean;
  onPlace: (type: PaletteType) => void;
}

/** What there is to know of the type that the palette points at, and what can be done with it. */
export function TypeFacts({ type, canEdit, onPlace }: TypeFactsProps) {
  const { favourite } = useKeptTypes();
  const isFavourite = favourite.includes(type.name);
  return (
    <section aria-label="The type" className="shrink-0 border-line border-t p-3">
      <p className="break-all font-mono text-xs">
        {type.isKnown ? (
          <Link href={typeHref(type.name)} className="text-accent hover:underline">
            {type.name}
          </Link>
        ) : (
          type.name
        )}
      </p>
      {type.description && <p className="mt-1 line-clamp-3 text-ink-2 text-xs">{type.description}</p>}
      {type.location !== null && (
        <p className="mt-1 flex items-start gap-1.5 text-ink-2 text-xs">
          <Import aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0 break-all">
            Adds the import <code>{type.location}</code>
          </span>
        </p>
      )}
      <div className="mt-2 flex items-center gap-1">
        <Button size="sm" disabled={!canEdit} onClick={() => onPlace(type)}>
          <Plus aria-hidden />
          Add
        </Button>
        <IconButton
          label="Favourite"
          aria-pressed={isFavourite}
          className="!size-7"
          onClick={() => toggleFavourite(type.name)}
        >
          <Star className={isFavourite ? 'fill-current' : undefined} />
        </IconButton>
      </div>
    </section>
  );
}
