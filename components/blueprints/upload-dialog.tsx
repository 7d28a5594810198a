'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { UploadResult } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultCode, faultText } from '../api/fault.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useNavigate } from '../ui/navigate.ts';
import { TextLink } from '../ui/text-link.tsx';
import { sayDone } from '../ui/toasts.tsx';
import { ProblemBrowser } from './problem-browser.tsx';
import { isArchive, uploadArchive } from './upload.ts';
import { UploadForm, type UploadRequest } from './upload-form.tsx';

/** Takes a blueprint as a file, an archive or pasted text, and shows what is wrong with it in its own source. */
export function UploadDialog({ file, onClose }: { file: File | null; onClose: () => void }) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [refused, setRefused] = useState<Extract<UploadResult, { ok: false }> | null>(null);

  async function send({ name, source, mainFile }: UploadRequest): Promise<UploadResult> {
    if (source instanceof File && isArchive(source.name)) return await uploadArchive(source, name, mainFile);
    const text = source instanceof File ? await source.text() : source;
    return await client.blueprints.upload.mutate({ name, text });
  }

  const upload = useMutation({
    mutationFn: send,
    onSuccess: (result) => {
      if (!result.ok) {
        setRefused(result);
        return;
      }
      void queryClient.invalidateQueries({ queryKey: api.blueprints.list.queryKey() });
      sayDone(`${result.blueprint.name} is uploaded`);
      navigate(`/blueprints/${result.blueprint.id}`);
    },
  });

  if (refused) {
    const errors = refused.diagnostics.filter((each) => each.severity === 'error').length;
    return (
      <Dialog
        open
        wide
        onOpenChange={onClose}
        title={errors === 1 ? 'There is an error in the blueprint' : `There are ${errors} errors in the blueprint`}
        description="Nothing was stored. Mend your copy and upload it again."
      >
        <ProblemBrowser diagnostics={refused.diagnostics} sources={refused.sources} onBack={() => setRefused(null)} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Upload a blueprint"
      description={
        <>
          One YAML file, or a zip or tar.gz archive with its scripts. Or let the server{' '}
          <TextLink href="/blueprints/new?way=import">fetch it from a URL or git</TextLink>.
        </>
      }
    >
      <UploadForm
        file={file}
        isBusy={upload.isPending}
        fault={upload.error ? explain(upload.error) : null}
        onSubmit={(request) => upload.mutate(request)}
      />
    </Dialog>
  );
}

/** The archive's door answers in its own words, which are no fault of the API's client. */
function explain(fault: Error): string {
  return faultCode(fault) === null && fault.name === 'Error' ? fault.message : faultText(fault);
}
