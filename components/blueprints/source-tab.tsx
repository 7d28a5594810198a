'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { FileText } from 'lucide-react';
import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { BlueprintDetail } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { NativeSelect } from '../ui/field.tsx';
import { Fault } from '../ui/states.tsx';
import { findNodeLine } from './find-node-line.ts';
import { LazySource } from './lazy-source.tsx';
import { ProblemList } from './problem-list.tsx';

const place = { file: parseAsString, line: parseAsInteger, find: parseAsString };

/** The files of a blueprint; the chosen one, the line and the warnings in it. */
export function SourceTab({ blueprint }: { blueprint: BlueprintDetail }) {
  const api = useApi();
  const [{ file, line, find }, setPlace] = useQueryStates(place);
  const path = file ?? blueprint.mainFile;
  const query = useQuery(api.blueprints.file.queryOptions({ id: blueprint.id, path }));
  const text = query.data?.text;
  const target = line ?? (find !== null && text !== undefined ? findNodeLine(text, find) : null);
  function open(next: string): void {
    void setPlace({ file: next === blueprint.mainFile ? null : next, line: null, find: null });
  }
  function show({ range }: Diagnostic): void {
    void setPlace({ file: range.file === blueprint.mainFile ? null : range.file, line: range.start.line, find: null });
  }
  return (
    <div className="flex min-h-0 flex-1 max-md:min-h-110 max-md:flex-col">
      <Files blueprint={blueprint} path={path} onOpen={open} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
        {blueprint.diagnostics.length > 0 && (
          <div className="max-h-48 overflow-y-auto border-line border-b p-3">
            <ProblemList
              diagnostics={blueprint.diagnostics}
              textOf={(name) => (name === path ? text : undefined)}
              onOpen={show}
            />
          </div>
        )}
        <div className="min-h-0 flex-1">
          {query.error && <Fault fault={query.error} retry={() => void query.refetch()} />}
          {text !== undefined && (
            <LazySource key={path} path={path} text={text} diagnostics={blueprint.diagnostics} line={target} />
          )}
        </div>
      </div>
    </div>
  );
}

function Files(props: { blueprint: BlueprintDetail; path: string; onOpen: (path: string) => void }) {
  const { blueprint, path, onOpen } = props;
  return (
    <>
      <div className="border-line border-b bg-panel p-2 md:hidden">
        <NativeSelect aria-label="File" value={path} onChange={({ target }) => onOpen(target.value)}>
          {blueprint.files.map((each) => (
            <option key={each.path}>{each.path}</option>
          ))}
        </NativeSelect>
      </div>
      <nav aria-label="Files" className="w-60 shrink-0 overflow-y-auto border-line border-r bg-panel p-2 max-md:hidden">
        <ul>
          {blueprint.files.map((each) => (
            <li key={each.path}>
              <button
                type="button"
                aria-current={each.path === path ? 'true' : undefined}
                onClick={() => onOpen(each.path)}
                title={`${each.path}, ${each.size.toLocaleString('en')} bytes`}
                className={clsx(
                  'flex h-7 w-full items-center gap-2 rounded-md px-2 text-left font-mono text-xs',
                  each.path === path ? 'bg-accent-soft text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink',
                )}
              >
                <FileText aria-hidden className="size-3.5 shrink-0" />
                <span className="truncate">{each.path}</span>
                {each.path === blueprint.mainFile && <span className="ml-auto font-sans text-ink-3">main</span>}
              </button>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
