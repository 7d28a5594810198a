import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ListPage } from '../../server/api/contract.ts';
import { Button } from './button.tsx';

interface PagerProps {
  page: Pick<ListPage<unknown>, 'previous' | 'next' | 'matching'>;
  onTurn: (cursor: string | null) => void;
}

/** The ways to the page before and the one after; nothing when there is one page only. */
export function Pager({ page: { previous, next }, onTurn }: PagerProps) {
  if (previous === null && next === null) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-end gap-2 border-line border-t px-4 py-2">
      <Button size="sm" variant="ghost" disabled={previous === null} onClick={() => onTurn(null)}>
        First page
      </Button>
      <Button size="sm" disabled={previous === null} onClick={() => onTurn(previous)}>
        <ChevronLeft aria-hidden /> Previous
      </Button>
      <Button size="sm" disabled={next === null} onClick={() => onTurn(next)}>
        Next <ChevronRight aria-hidden />
      </Button>
    </nav>
  );
}

/** "24 of 310 deployments"; beyond what is counted, "10,000+". */
export function ListCount(props: {
  page: Pick<ListPage<unknown>, 'matching' | 'all' | 'countedUpTo'> | undefined;
  noun: string;
}) {
  const { page, noun } = props;
  if (!page) return null;
  const { matching, all, countedUpTo } = page;
  const say = (n: number) => (n >= countedUpTo ? `${countedUpTo.toLocaleString('en')}+` : n.toLocaleString('en'));
  return (
    <p role="status" className="tabular ml-auto shrink-0 text-ink-3 text-xs">
      {matching < all ? `${say(matching)} of ${say(all)}` : say(all)} {noun}
      {all === 1 ? '' : 's'}
    </p>
  );
}
