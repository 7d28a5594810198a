'use client';

import { type FormEvent, useId, useState } from 'react';
import { faultText } from '../../api/fault.ts';
import { useSession } from '../../shell/session.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { describedBy, Field, Input, NativeSelect } from '../../ui/field.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { Ago } from '../../ui/time.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { TextComparison } from '../versions/text-comparison.tsx';
import type { Conflict } from './saver-types.ts';
import { useSaved, useSaver } from './use-saver.ts';

/** Shows what both changed and lets the person decide. Whatever they choose, the other state stays in the history. */
export function ConflictDialog({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const { theirs, paths } = conflict;
  const email = useSession()?.user.email;
  const [isCopying, setIsCopying] = useState(false);
  const saver = useSaver();
  const who = theirs.savedBy === email ? 'You, in another window,' : (theirs.savedBy ?? 'The product');
  return (
    <Dialog
      wide
      open
      onOpenChange={(open) => !open && onClose()}
      title="Changed in two places"
      description={
        <>
          {who} saved other changes in the same lines
          {theirs.savedAt && (
            <>
              {' '}
              (<Ago at={theirs.savedAt} />)
            </>
          )}
          . Yours are kept in this browser and not saved until you choose. Undo brings the other state back.
        </>
      }
    >
      <ComparedFiles conflict={conflict} paths={paths} />
      {isCopying ? (
        <CopyForm onCancel={() => setIsCopying(false)} />
      ) : (
        <DialogActions>
          <Button onClick={() => setIsCopying(true)}>Save mine as a copy</Button>
          <Button onClick={() => saver.takeTheirs()}>Take theirs</Button>
          <Button onClick={() => saver.keepMine()}>Keep mine</Button>
          <Button
            variant="primary"
            title="All changes of both; where both changed the same lines, yours."
            onClick={() => saver.keepBoth()}
          >
            Keep both, mine in the same lines
          </Button>
        </DialogActions>
      )}
    </Dialog>
  );
}

function ComparedFiles({ conflict, paths }: { conflict: Conflict; paths: readonly string[] }) {
  const id = useId();
  const [path, setPath] = useState(paths[0] ?? conflict.theirs.mainFile);
  const mine = useDesigner((state) => state.files.get(path));
  const theirs = conflict.theirs.files.find((file) => file.path === path);
  return (
    <div className="flex flex-col gap-3">
      {paths.length > 1 ? (
        <Field id={id} label="File" note={`${paths.length} files were changed in two places`}>
          <NativeSelect id={id} value={path} onChange={({ target }) => setPath(target.value)}>
            {paths.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </NativeSelect>
        </Field>
      ) : (
        <p className="font-mono text-ink-2 text-xs">{path}</p>
      )}
      <TextComparison
        path={path}
        before={{ label: 'Theirs', text: theirs?.text ?? null, isThere: theirs !== undefined }}
        after={{ label: 'Mine', text: mine?.text ?? null, isThere: mine !== undefined }}
      />
    </div>
  );
}

function CopyForm({ onCancel }: { onCancel: () => void }) {
  const id = useId();
  const saver = useSaver();
  const original = useSaved(({ name }) => name);
  const [name, setName] = useState(`${original} copy`);
  const [problem, setProblem] = useState<string>();
  const [copy, setCopy] = useState<string | null>(null);
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      setCopy(await saver.saveAsCopy(name));
    } catch (fault) {
      setProblem(faultText(fault));
    }
  }
  if (copy !== null)
    return (
      <p role="status" className="mt-4 text-sm">
        Saved. <TextLink href={`/blueprints/${copy}/edit`}>Open {name}</TextLink>
      </p>
    );
  return (
    <form onSubmit={(event) => void submit(event)} className="mt-4">
      <Field id={id} label="Name of the copy" problem={problem}>
        <Input
          {...describedBy(id, { problem: problem !== undefined })}
          autoFocus
          value={name}
          autoComplete="off"
          onChange={({ target }) => setName(target.value)}
        />
      </Field>
      <DialogActions>
        <Button onClick={onCancel}>Back</Button>
        <Button type="submit" variant="primary" disabled={name.trim() === ''}>
          Save the copy and take theirs here
        </Button>
      </DialogActions>
    </form>
  );
}
