'use client';

import { clsx } from 'clsx';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { TextMatch } from '../../../core/text/find-in-texts.ts';
import { count } from '../../ui/count.ts';
import type { SearchRow } from './search-rows.ts';
import { rowElementId, type SearchList } from './use-search-rows.ts';

export const resultsId = 'search-results';

/** What was found, by file and line; only the lines in view are drawn. */
export function SearchResults({ list }: { list: SearchList }) {
  const { rows, activeAt, activeId, box, virtual } = list;
  return (
    <div
      ref={box}
      id={resultsId}
      role="tree"
      aria-label="Found"
      aria-activedescendant={activeId}
      tabIndex={rows.length === 0 ? -1 : 0}
      onKeyDown={list.onListKey}
      className="group min-h-0 flex-1 overflow-y-auto px-1 outline-offset-[-2px]"
    >
      <div role="none" style={{ height: virtual.getTotalSize() }} className="relative">
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const place = { id: rowElementId(index), top: start, height: size };
          return <Row key={row.id} row={row} place={place} isActive={index === activeAt} onAct={() => list.act(row)} />;
        })}
      </div>
    </div>
  );
}

interface RowProps {
  row: SearchRow;
  place: { id: string; top: number; height: number };
  isActive: boolean;
  onAct: () => void;
}

function Row({ row, place: { id, top, height }, isActive, onAct }: RowProps) {
  const isFile = row.kind === 'file';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree answers the keys of all its rows.
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={isFile ? 1 : 2}
      aria-selected={isActive}
      aria-expanded={isFile ? row.isOpen : undefined}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={onAct}
      className={clsx(
        'absolute inset-x-0 top-0 flex cursor-default items-center gap-2 rounded-md px-1.5 font-mono text-xs hover:bg-hover',
        isActive && 'bg-accent-soft group-focus:outline-2 group-focus:-outline-offset-2 group-focus:outline-accent',
        isActive && 'forced-colors:outline-2',
      )}
    >
      {isFile ? <FileRow {...row} /> : <MatchRow path={row.path} match={row.match} />}
    </div>
  );
}

function FileRow({ path, count: number, isOpen }: Extract<SearchRow, { kind: 'file' }>) {
  const Fold = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <Fold aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <span className="min-w-0 truncate font-medium">{path}</span>{' '}
      <span className="tabular shrink-0 text-ink-3">
        {number}
        <span className="sr-only">{count(number, ' place').slice(String(number).length)}</span>
      </span>
    </>
  );
}

function MatchRow({ path, match: { line, before, found, after, put } }: { path: string; match: TextMatch }) {
  return (
    <>
      <span className="tabular w-10 shrink-0 text-right text-ink-3">
        <span className="sr-only">{path}, line </span>
        {line}
      </span>{' '}
      <span className="min-w-0 truncate whitespace-pre">
        <span className="text-ink-2">{before}</span>
        {put === null ? (
          <mark className="rounded-sm bg-warn-soft text-ink outline outline-warn/50">{found}</mark>
        ) : (
          <>
            <del className="bg-bad-soft text-bad">{found}</del>
            <ins className="bg-good-soft text-good">{put}</ins>
          </>
        )}
        <span className="text-ink-2">{after}</span>
      </span>
    </>
  );
}
