'use client';

import { CaseSensitive, Regex, Replace, WholeWord } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { count } from '../../ui/count.ts';
import { Input } from '../../ui/field.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { useSearch } from './search-desk.ts';
import { mostMatches } from './search-messages.ts';
import { resultsId, SearchResults } from './search-results.tsx';
import { useSearchRows } from './use-search-rows.ts';

type Search = ReturnType<typeof useSearch>;

const fieldLook = '!h-7 min-w-40 flex-1 font-mono !text-xs';

/** A text in all files of the blueprint: where it is, and what may take its place. */
export function SearchPanel() {
  const search = useSearch();
  const list = useSearchRows(search.found);
  const canEdit = useDesigner((state) => state.canEdit);
  const { query } = search;
  return (
    <>
      <div className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-line border-b p-1.5">
        <SearchField search={search} activeId={list.activeId} onKeyDown={list.onFieldKey} />
        <Switches search={search} canEdit={canEdit} />
        <Told search={search} />
        {canEdit && query.replacement !== null && <ReplaceRow search={search} />}
      </div>
      <SearchResults list={list} />
    </>
  );
}

interface SearchFieldProps {
  search: Search;
  activeId: string | undefined;
  onKeyDown: (event: KeyboardEvent) => void;
}

function SearchField({ search, activeId, onKeyDown }: SearchFieldProps) {
  const { desk, query, asked, found } = search;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (asked > 0) field.current?.select();
  }, [asked]);
  return (
    <Input
      ref={field}
      type="search"
      role="combobox"
      aria-label="Search all files"
      aria-haspopup="tree"
      aria-expanded
      aria-controls={resultsId}
      aria-activedescendant={activeId}
      aria-invalid={found?.ok === false || undefined}
      placeholder="Search all files"
      autoComplete="off"
      spellCheck={false}
      value={query.text}
      onChange={({ target }) => desk.change({ text: target.value })}
      onKeyDown={onKeyDown}
      className={`${fieldLook} max-w-96`}
    />
  );
}

const switches = [
  { key: 'matchesCase', label: 'Match case', Icon: CaseSensitive },
  { key: 'isWholeWord', label: 'Whole word', Icon: WholeWord },
  { key: 'isExpression', label: 'Regular expression', Icon: Regex },
] as const;

function Switches({ search: { desk, query, replacement }, canEdit }: { search: Search; canEdit: boolean }) {
  return (
    <div className="flex items-center gap-0.5">
      {switches.map(({ key, label, Icon }) => (
        <IconButton
          key={key}
          label={label}
          aria-pressed={query[key]}
          className="!size-7"
          onClick={() => desk.change({ [key]: !query[key] })}
        >
          <Icon />
        </IconButton>
      ))}
      {canEdit && (
        <IconButton
          label="Replace"
          aria-pressed={query.replacement !== null}
          className="!size-7"
          onClick={() => desk.replaceBy(query.replacement === null ? replacement : null)}
        >
          <Replace />
        </IconButton>
      )}
    </div>
  );
}

/** What was found, in a few words. */
function Told({ search: { found, query } }: { search: Search }) {
  const bad = found?.ok === false;
  return (
    <p role="status" className={`min-w-0 text-xs [overflow-wrap:anywhere] ${bad ? 'text-bad' : 'tabular text-ink-2'}`}>
      {query.text === '' ? <Scope /> : found !== null && wordsFor(found)}
    </p>
  );
}

function wordsFor(found: NonNullable<Search['found']>): string {
  if (!found.ok) return found.problem;
  if (found.count === 0) return 'It is in none of the files.';
  if (found.isMore) return `The first ${mostMatches.toLocaleString('en')}; there are more.`;
  return `${found.count} in ${count(found.files.length, 'file')}`;
}

function Scope() {
  const all = useDesigner(({ files }) => files.size);
  const texts = useDesigner(({ files }) => [...files.values()].filter(({ text }) => text !== null).length);
  const rest = texts === all ? '' : `; ${count(all - texts, 'other')} is no text`.replace('others is', 'others are');
  return `${count(texts, 'file')} of the blueprint${rest}`;
}

/** What takes the place of all that was found, and how often. */
function ReplaceRow({ search: { desk, query, found, isCurrent } }: { search: Search }) {
  const number = found?.ok === true && !found.isMore ? found.count : 0;
  return (
    <form
      className="flex basis-full flex-wrap items-center gap-x-2 gap-y-1.5"
      onSubmit={(event) => {
        event.preventDefault();
        if (number > 0) desk.replaceAll();
      }}
    >
      <Input
        aria-label="Replace with"
        placeholder={query.isExpression ? 'Replace with; $1 is the first group' : 'Replace with'}
        autoComplete="off"
        spellCheck={false}
        value={query.replacement ?? ''}
        onChange={({ target }) => desk.replaceBy(target.value)}
        className={`${fieldLook} max-w-96`}
      />
      <Button type="submit" size="sm" disabled={number === 0 || !isCurrent}>
        Replace all ({number})
      </Button>
      {found?.ok === true && found.isMore && (
        <span className="text-ink-2 text-xs">Too many to be replaced at once: search for more of the text.</span>
      )}
    </form>
  );
}
