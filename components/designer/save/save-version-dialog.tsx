'use client';

import { type FormEvent, useEffect, useId, useState } from 'react';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { describedBy, Field, Input } from '../../ui/field.tsx';
import { Notice } from '../../ui/states.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { useViews } from '../frame/use-views.ts';
import { useSaveVersion } from './use-save-version.ts';
import { useSaved, useSaver } from './use-saver.ts';

/** Asks for a note, and for the name of what is no blueprint yet; then the version is stored or says why it is not. */
export function SaveVersionDialog({ onClose }: { onClose: () => void }) {
  const server = useSaved(({ server }) => server);
  const known = useSaved(({ name }) => name);
  const [name, setName] = useState(known);
  const [note, setNote] = useState('');
  const { isBusy, problem, diagnostics, save } = useSaveVersion(onClose);
  const isNew = server.latestVersion === null;
  const next = (server.latestVersion ?? 0) + 1;
  const [nameId, noteId] = [useId(), useId()];
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isBusy) void save({ name: name.trim(), note });
  }
  const isSettled = useFlushed();
  if (!isSettled) return null;
  if (!isNew && !server.isChanged) return <NothingNew version={server.latestVersion ?? 0} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Save version ${next}`}
      description="Deployments are made of versions. What you write is saved by itself all the time."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <NewerVersion />
        {isNew && (
          <Field id={nameId} label="Name of the blueprint">
            <Input {...describedBy(nameId, {})} value={name} onChange={({ target }) => setName(target.value)} />
          </Field>
        )}
        <Field id={noteId} label="What is new" note="optional">
          <Input
            {...describedBy(noteId, {})}
            value={note}
            maxLength={1_000}
            autoComplete="off"
            onChange={({ target }) => setNote(target.value)}
          />
        </Field>
        {problem && (
          <Notice tone="bad" role="alert" title="The version is not saved">
            {problem}
          </Notice>
        )}
        {diagnostics.length > 0 && <Refused diagnostics={diagnostics} onClose={onClose} />}
        <DialogActions>
          <Button onClick={onClose}>Go on writing</Button>
          <Button type="submit" variant="primary" disabled={isBusy || name.trim() === ''}>
            {isBusy ? 'Saving' : `Save version ${next}`}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** Whether what was typed a moment ago has been sent: it makes a difference. */
function useFlushed(): boolean {
  const saver = useSaver();
  const [isFlushed, setIsFlushed] = useState(false);
  useEffect(() => {
    void saver.flush().then(() => setIsFlushed(true));
  }, [saver]);
  return isFlushed;
}

function NothingNew({ version, onClose }: { version: number; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`This is version ${version}`}>
      <p className="text-ink-2 text-sm">Nothing was changed since version {version} was saved.</p>
      <DialogActions>
        <Button onClick={onClose}>Go on writing</Button>
      </DialogActions>
    </Dialog>
  );
}

/** A version that was uploaded while this one was written. */
function NewerVersion() {
  const { id } = useSaver();
  const { latestVersion, baseVersion } = useSaved(({ server }) => server);
  if (latestVersion === null || latestVersion === baseVersion) return null;
  return (
    <Notice tone="warn" title={`Version ${latestVersion} was saved meanwhile`}>
      You began with version {baseVersion}. What came with version {latestVersion} is not in yours.{' '}
      <TextLink href={`/blueprints/${id}/versions?from=${baseVersion}&to=${latestVersion}`}>
        See what it changed
      </TextLink>
    </Notice>
  );
}

function Refused({ diagnostics, onClose }: { diagnostics: readonly Diagnostic[]; onClose: () => void }) {
  const { showProblems } = useViews();
  const shown = diagnostics.slice(0, 5);
  return (
    <Notice
      tone="bad"
      role="alert"
      title={diagnostics.length === 1 ? 'One error is in the way' : `${diagnostics.length} errors are in the way`}
      action={
        <Button
          size="sm"
          onClick={() => {
            showProblems();
            onClose();
          }}
        >
          Show problems
        </Button>
      }
    >
      <ul className="flex flex-col gap-1.5">
        {shown.map(({ summary, detail, range }) => (
          <li key={`${range.file} ${range.start.offset} ${summary} ${detail}`}>
            <span className="font-medium">{summary}</span>{' '}
            <span className="font-mono text-xs">
              {range.file}:{range.start.line}
            </span>
            <span className="block text-xs">{detail}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
