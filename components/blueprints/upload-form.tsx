'use client';

import { FileArchive, FileText, UploadCloud } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { describedBy, Field, Input, TextArea } from '../ui/field.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Notice } from '../ui/states.tsx';
import { isArchive, isYaml, nameFromFile } from './upload.ts';

export interface UploadRequest {
  name: string;
  source: File | string;
  /** In an archive; empty: the server chooses. */
  mainFile: string;
}

interface UploadFormProps {
  file: File | null;
  isBusy: boolean;
  fault: string | null;
  onSubmit: (request: UploadRequest) => void;
}

export function UploadForm({ file: given, isBusy, fault, onSubmit }: UploadFormProps) {
  const [mode, setMode] = useState<'file' | 'paste'>('file');
  const [file, setFile] = useState<File | null>(given);
  const [text, setText] = useState('');
  const [name, setName] = useState(given ? nameFromFile(given.name) : '');
  const [mainFile, setMainFile] = useState('');
  const wrongKind = file !== null && !isArchive(file.name) && !isYaml(file.name);
  const source = mode === 'paste' ? text : file;
  const isReady = name.trim() !== '' && source !== null && source !== '' && !(mode === 'file' && wrongKind);

  function choose(chosen: File): void {
    if (name === '' || (file && name === nameFromFile(file.name))) setName(nameFromFile(chosen.name));
    setFile(chosen);
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (isReady && source !== null) onSubmit({ name: name.trim(), source, mainFile: mainFile.trim() });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Segmented
        label="Where it comes from"
        value={mode}
        onChange={setMode}
        options={[
          { value: 'file', label: 'File or archive' },
          { value: 'paste', label: 'Paste text' },
        ]}
      />
      {mode === 'file' ? (
        <FileChoice
          file={file}
          onFile={choose}
          problem={wrongKind ? 'Choose a .yaml, .yml, .zip, .tar.gz or .tgz file.' : undefined}
        />
      ) : (
        <Field id="source" label="Text of the blueprint">
          <TextArea
            id="source"
            value={text}
            onChange={({ target }) => setText(target.value)}
            spellCheck={false}
            rows={10}
            placeholder="tosca_definitions_version: cloudify_dsl_1_3"
            className="whitespace-pre font-mono !text-xs"
          />
        </Field>
      )}
      <Field id="name" label="Name">
        <Input
          id="name"
          value={name}
          onChange={({ target }) => setName(target.value)}
          required
          maxLength={128}
          autoComplete="off"
        />
      </Field>
      {mode === 'file' && file && isArchive(file.name) && (
        <Field
          id="main"
          label="Main file"
          note="optional"
          help="Where the archive holds several blueprints. Otherwise blueprint.yaml, or the only YAML file at its top."
        >
          <Input
            {...describedBy('main', { help: true })}
            value={mainFile}
            onChange={({ target }) => setMainFile(target.value)}
            placeholder="blueprint.yaml"
            autoComplete="off"
          />
        </Field>
      )}
      {fault !== null && (
        <Notice tone="bad" role="alert" title="The upload did not work">
          {fault}
        </Notice>
      )}
      <DialogActions>
        <Button type="submit" variant="primary" disabled={!isReady || isBusy}>
          {isBusy ? 'Uploading…' : 'Upload'}
        </Button>
      </DialogActions>
    </form>
  );
}

function FileChoice(props: { file: File | null; onFile: (file: File) => void; problem: string | undefined }) {
  const { file, onFile, problem } = props;
  const Icon = file === null ? UploadCloud : isArchive(file.name) ? FileArchive : FileText;
  return (
    <div>
      <label
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          const dropped = event.dataTransfer.files[0];
          if (dropped) onFile(dropped);
        }}
        className="flex min-h-28 flex-col items-center justify-center gap-1.5 rounded-lg border border-line-strong border-dashed bg-ground px-4 py-5 text-center has-focus-visible:outline-2 has-focus-visible:outline-accent hover:border-accent"
      >
        <Icon aria-hidden className="size-6 text-ink-3" />
        <span className="font-medium text-sm [overflow-wrap:anywhere]">
          {file ? file.name : 'Choose a file, or drop it here'}
        </span>
        <span className="text-ink-3 text-xs">
          {file
            ? `${Math.max(1, Math.round(file.size / 1024)).toLocaleString('en')} KiB`
            : '.yaml, .zip, .tar.gz up to 50 MB'}
        </span>
        <input
          type="file"
          aria-label="Blueprint file"
          accept=".yaml,.yml,.zip,.tar.gz,.tgz,.gz"
          className="sr-only"
          onChange={({ target }) => {
            const chosen = target.files?.[0];
            if (chosen) onFile(chosen);
          }}
        />
      </label>
      {problem && (
        <p role="alert" className="mt-1 text-bad text-xs">
          {problem}
        </p>
      )}
    </div>
  );
}
