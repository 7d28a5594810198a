import { memo } from 'react';
import { parseAnsi } from './ansi.ts';

/** Text of a terminal with its colours, as plain elements. */
export const AnsiText = memo(function AnsiText({ text }: { text: string }) {
  const parts = parseAnsi(text);
  if (parts.length === 1 && parts[0]?.className === '' && parts[0].colour === null) return parts[0].text;
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never move.
    <span key={at} className={part.className} style={part.colour === null ? undefined : { color: part.colour }}>
      {part.text}
    </span>
  ));
});
