'use client';

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { HostImportRequest } from '../../server/api/contract.ts';
import { useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { count } from '../ui/count.ts';
import { sayDone } from '../ui/toasts.tsx';
import { useSettled } from '../ui/use-settled.ts';
import { parseLabels } from './label-text.ts';
import { useRefreshHosts } from './use-host-actions.ts';

/** What a text that does not say it gives to its hosts. */
export interface ImportDefaultsTyped {
  user: string;
  keySecret: string;
  jumpHost: string;
  labels: string;
}

const none: ImportDefaultsTyped = { user: '', keySecret: '', jumpHost: '', labels: '' };

/** Hosts from a text: what would be added is asked for while the person types, and added when they say so. */
export function useHostImport(onDone: () => void) {
  const client = useApiClient();
  const refresh = useRefreshHosts();
  const [format, setFormat] = useState<HostImportRequest['format']>('csv');
  const [text, setText] = useState('');
  const [defaults, setDefaults] = useState(none);
  const [keys, setKeys] = useState<Readonly<Record<string, string>>>({});
  const [skipWrong, setSkipWrong] = useState(false);
  const request: HostImportRequest = { format, text, defaults: readDefaults(defaults), keys: withoutEmpty(keys) };
  const asked = useSettled(JSON.stringify(request));
  const preview = useQuery({
    queryKey: ['hosts', 'import', asked],
    queryFn: () => client.hosts.import.mutate({ ...request, dryRun: true }),
    enabled: text.trim() !== '' && asked === JSON.stringify(request),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const add = useMutation({
    mutationFn: async ({ test }: { test: boolean }) => {
      const result = await client.hosts.import.mutate({ ...request, skipWrong });
      if (test && result.ids.length > 0) await client.hosts.test.mutate({ ids: result.ids });
      return result;
    },
    onSuccess: async ({ added }) => {
      await refresh();
      if (added === 0) return void preview.refetch();
      sayDone(`${count(added, 'host')} added`);
      onDone();
    },
  });
  const isEmpty = text.trim() === '';
  return {
    format,
    setFormat,
    text,
    setText,
    defaults,
    setDefault: (field: keyof ImportDefaultsTyped, value: string) =>
      setDefaults((before) => ({ ...before, [field]: value })),
    keys,
    setKey: (file: string, secret: string) => setKeys((before) => ({ ...before, [file]: secret })),
    skipWrong,
    setSkipWrong,
    result: isEmpty ? undefined : preview.data,
    previewFault: isEmpty ? null : preview.error,
    isPreviewing: preview.isFetching || asked !== JSON.stringify(request),
    add: (test: boolean) => add.mutate({ test }),
    isBusy: add.isPending,
    fault: add.error ? faultText(add.error) : null,
  };
}

export type HostImport = ReturnType<typeof useHostImport>;

function readDefaults({ user, keySecret, jumpHost, labels }: ImportDefaultsTyped): HostImportRequest['defaults'] {
  const parsed = parseLabels(labels);
  return {
    ...(user !== '' && { user }),
    ...(keySecret !== '' && { keySecret }),
    ...(jumpHost !== '' && { jumpHost }),
    ...(parsed.ok && labels.trim() !== '' && { labels: parsed.labels }),
  };
}

function withoutEmpty(keys: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(keys).filter(([, secret]) => secret !== ''));
}
