'use client';

import { parseAsString, useQueryState } from 'nuqs';
import type { DraftFile } from '../../../server/api/draft-contract.ts';
import { Chip } from '../../ui/chip.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { isSameFile } from '../document/changes-to.ts';
import { type Side, sideName, useFilesOf } from './side.ts';
import { TextComparison } from './text-comparison.tsx';

interface Compared {
  from: Side;
  to: Side;
}

/** The files that differ between two versions, or a version and the draft; one of them with its lines. */
export function VersionTexts({ id, from, to }: Compared & { id: string }) {
  const before = useFilesOf(id, from);
  const after = useFilesOf(id, to);
  return (
    <Loaded query={before}>
      {(old) => (
        <Loaded query={after}>
          {(now) => <Files from={from} to={to} differing={differingOf(old.files, now.files)} />}
        </Loaded>
      )}
    </Loaded>
  );
}

interface Difference {
  path: string;
  before: DraftFile | null;
  after: DraftFile | null;
}

function differingOf(before: readonly DraftFile[], after: readonly DraftFile[]): Difference[] {
  const old = new Map(before.map((file) => [file.path, file]));
  const now = new Map(after.map((file) => [file.path, file]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }))
    .filter((each) => !isSameFile(each.before, each.after));
}

function Files({ from, to, differing }: Compared & { differing: readonly Difference[] }) {
  const [path, choose] = useQueryState('file', parseAsString);
  const chosen = differing.find((each) => each.path === path) ?? differing[0];
  if (chosen === undefined)
    return (
      <p className="p-4 text-ink-2 text-sm md:px-6">
        The files of both are the same{from === to && ': it is one version'}.
      </p>
    );
  return (
    <div className="grid items-start gap-4 p-4 md:grid-cols-[16rem_minmax(0,1fr)] md:px-6">
      <nav aria-label="Files that differ">
        <ul className="flex flex-col gap-0.5">
          {differing.map((each) => (
            <li key={each.path}>
              <button
                type="button"
                aria-current={each === chosen}
                onClick={() => void choose(each.path)}
                className="flex min-h-7 w-full items-center gap-2 rounded px-2 text-left font-mono text-xs hover:bg-hover aria-[current=true]:bg-accent-soft"
              >
                <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{each.path}</span>
                <Fate {...each} />
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <TextComparison
        path={chosen.path}
        before={{ label: sideName(from), text: chosen.before?.text ?? null, isThere: chosen.before !== null }}
        after={{ label: sideName(to), text: chosen.after?.text ?? null, isThere: chosen.after !== null }}
      />
    </div>
  );
}

function Fate({ before, after }: Difference) {
  if (before === null) return <Chip tone="good">added</Chip>;
  if (after === null) return <Chip tone="bad">removed</Chip>;
  return <Chip tone="warn">changed</Chip>;
}
