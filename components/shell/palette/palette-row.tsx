import { clsx } from 'clsx';
import { Keys } from '../keys.tsx';
import type { PaletteHit, PaletteItem } from './palette-item.ts';

interface PaletteRowProps {
  id: string;
  place: number;
  hit: PaletteHit;
  isCurrent: boolean;
  onChoose: (item: PaletteItem) => void;
  onPlace: (place: number) => void;
}

/** An item with the letters that were typed in bold. The field keeps the focus; this is what it points at. */
export function PaletteRow({ id, place, hit: { item, places }, isCurrent, onChoose, onPlace }: PaletteRowProps) {
  const { icon: Icon, label, hint, kind, keys } = item;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that points here answers the keys.
    <div
      id={id}
      data-place={place}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      onClick={() => onChoose(item)}
      onPointerMove={() => onPlace(place)}
      className={clsx(
        'flex min-h-9 items-center gap-3 rounded-md px-3 text-sm forced-colors:aria-selected:outline-2',
        isCurrent && 'bg-accent-soft',
      )}
    >
      <Icon aria-hidden className={clsx('size-4 shrink-0', isCurrent ? 'text-accent' : 'text-ink-3')} />
      <span className="min-w-0 flex-1 truncate">
        <span className="text-ink">
          <Marked text={label} places={places} />
        </span>
        {hint && <span className="ml-2 text-ink-3 text-xs">{hint}</span>}
      </span>
      {keys && <Keys keys={keys} />}
      <span className="shrink-0 text-ink-3 text-xs">{kind}</span>
    </div>
  );
}

function Marked({ text, places }: { text: string; places: readonly number[] }) {
  if (places.length === 0) return text;
  const marked = new Set(places);
  const runs: { from: number; text: string; isMarked: boolean }[] = [];
  for (const [at, letter] of text.split('').entries()) {
    const last = runs.at(-1);
    if (last && last.isMarked === marked.has(at)) last.text += letter;
    else runs.push({ from: at, text: letter, isMarked: marked.has(at) });
  }
  return runs.map((run) =>
    run.isMarked ? (
      <b key={run.from} className="font-semibold text-accent">
        {run.text}
      </b>
    ) : (
      <span key={run.from}>{run.text}</span>
    ),
  );
}
