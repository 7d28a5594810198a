import { clsx } from 'clsx';
import { memo } from 'react';
import { type Finder, type LinePart, lineParts } from './line-parts.ts';
import { describeUnseen } from './unseen-character.ts';

/** Text of a terminal with its colours, its web addresses as links, and what `find` finds in it marked. */
export const AnsiText = memo(function AnsiText({ text, find = null }: { text: string; find?: Finder | null }) {
  const parts = lineParts(text, find);
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && isPlain(first)) return first.text;
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never move.
    <Part key={at} part={part} />
  ));
});

function isPlain({ className, colour, background, href, isHit, isUnseen }: LinePart): boolean {
  return className === '' && colour === null && background === null && href === null && !isHit && !isUnseen;
}

function Part({ part }: { part: LinePart }) {
  const { className, colour, background, href } = part;
  const style = {
    ...(colour !== null && { color: colour }),
    ...(background !== null && { backgroundColor: background }),
  };
  const shown = part.isUnseen ? <Unseen character={part.text} /> : part.text;
  const text = part.isHit ? (
    <mark className="rounded-xs bg-warn-soft text-ink outline-1 outline-warn">{shown}</mark>
  ) : (
    shown
  );
  if (href === null) {
    return (
      <span className={className} style={style}>
        {text}
      </span>
    );
  }
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener"
      referrerPolicy="no-referrer"
      style={style}
      className={clsx(className, 'underline decoration-line-strong underline-offset-2 hover:decoration-current')}
    >
      {text}
    </a>
  );
}

/**
 * Its code in its place. The character itself is there without a size, so that a selection copies it; the box keeps what
 * it does to the order of text inside.
 */
function Unseen({ character }: { character: string }) {
  const { code, meaning } = describeUnseen(character);
  return (
    <span
      title={meaning}
      data-code={code}
      className="mx-px mt-px inline-block rounded-xs align-top leading-3.5 bg-warn-soft text-[0px] text-ink outline-1 outline-warn before:px-0.5 before:text-[0.625rem] before:content-[attr(data-code)]"
    >
      {character}
    </span>
  );
}
