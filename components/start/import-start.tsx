'use client';

import { useQuery } from '@tanstack/react-query';
import { CloudDownload } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useApi } from '../api/api.ts';
import { PendingKeys } from '../hosts/pending-keys.tsx';
import { Button } from '../ui/button.tsx';
import { formatSize } from '../ui/format-size.ts';
import { Notice } from '../ui/states.tsx';
import { Panel } from '../ui/table.tsx';
import { ImportFields } from './import-fields.tsx';
import { emptySource, kindOfAddress, nameFromAddress, type TypedSource, toSource } from './import-form.ts';
import { MainFileChoice } from './main-file-choice.tsx';
import { NameField } from './name-field.tsx';
import { useImport } from './use-import.ts';

/** A blueprint that the server fetches: an archive or a YAML file of the web, or a repository. */
export function ImportStart() {
  const fetching = useImport();
  const { isUnderWay, candidates, problem } = fetching;
  const [source, setSource] = useState<TypedSource>(emptySource);
  const [ownName, setOwnName] = useState<string | null>(null);
  const [mainFile, setMainFile] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const name = ownName ?? nameFromAddress(source.url);
  const isMissing = { url: source.url.trim() === '', name: name.trim() === '' };
  function change(changed: Partial<TypedSource>): void {
    const kind = changed.url === undefined ? null : kindOfAddress(changed.url);
    setSource({ ...source, ...(kind !== null && { kind }), ...changed });
    setMainFile(null);
    fetching.forgetChoice();
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    setAsked(true);
    if (isUnderWay || isMissing.url || isMissing.name) return;
    const chosen = candidates === null ? null : (mainFile ?? candidates[0] ?? null);
    void fetching.begin({
      name: name.trim(),
      source: toSource(source),
      ...(chosen !== null && { mainFile: chosen }),
    });
  }
  return (
    <Panel aria-label="Blueprint from elsewhere" className="max-w-2xl">
      <form noValidate onSubmit={submit} className="flex flex-col gap-4 p-4">
        <ImportFields
          source={source}
          isLocked={isUnderWay}
          urlProblem={isAsked && isMissing.url ? 'The address is missing.' : undefined}
          asksForSecret={problem !== null && /password|the user and the secret|sign in/i.test(problem)}
          onChange={change}
        />
        <NameField
          value={name}
          problem={isAsked && isMissing.name ? 'The blueprint needs a name.' : undefined}
          onChange={setOwnName}
        />
        {candidates !== null && (
          <MainFileChoice candidates={candidates} chosen={mainFile ?? candidates[0] ?? ''} onChoose={setMainFile} />
        )}
        {problem !== null && <WhyNot problem={problem} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" disabled={isUnderWay}>
            <CloudDownload aria-hidden /> {candidates === null ? 'Fetch and open' : 'Open with this main file'}
          </Button>
          {isUnderWay && (
            <>
              <Button onClick={fetching.cancel}>Cancel</Button>
              <span role="status" className="text-ink-2 text-sm">
                Fetching {fetching.bytes !== null && fetching.bytes > 0 && <Received bytes={fetching.bytes} />}
              </span>
            </>
          )}
        </div>
      </form>
    </Panel>
  );
}

/** The number changes twice a second: a reader would not get to anything else. */
function Received({ bytes }: { bytes: number }) {
  return (
    <span aria-hidden className="tabular">
      {formatSize(bytes)}
    </span>
  );
}

/** Why nothing was fetched; a host key that the fetch stopped at is looked at and accepted here. */
function WhyNot({ problem }: { problem: string }) {
  const api = useApi();
  const isAbout = /host key/i.test(problem);
  const { data, isLoading } = useQuery(api.hosts.keys.queryOptions(undefined, { enabled: isAbout, staleTime: 0 }));
  const asked = data?.filter(({ fingerprint }) => problem.includes(fingerprint)) ?? [];
  if (isLoading) return null;
  if (asked.some(({ status }) => status === 'pending'))
    return (
      <div role="alert" className="flex flex-col gap-3">
        <PendingKeys keys={asked} />
      </div>
    );
  if (asked.some(({ status }) => status === 'accepted'))
    return (
      <Notice tone="accent" role="status" title="The host key is accepted">
        Fetch it once more.
      </Notice>
    );
  return (
    <Notice tone="bad" role="alert" title="Nothing was fetched">
      {problem}
    </Notice>
  );
}
