'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { HostView } from '../../server/api/contract.ts';
import { useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import type { FieldProblem } from '../inputs/use-fields.ts';
import { sayDone } from '../ui/toasts.tsx';
import { readDraft, type TypedHost, typeHost } from './host-draft.ts';
import { useRefreshHosts } from './use-host-actions.ts';

/** The form of a host that is added or (with `host`) changed; `onDone` gets its id once it is stored. */
export function useHostForm(host: HostView | undefined, onDone: (id: string) => void) {
  const client = useApiClient();
  const refresh = useRefreshHosts();
  const [typed, setTyped] = useState<TypedHost>(() => typeHost(host));
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const save = useMutation({
    mutationFn: async ({ test }: { test: boolean }): Promise<readonly FieldProblem[]> => {
      const read = readDraft(typed);
      if (!read.ok) return read.problems;
      const result = host
        ? await client.hosts.update.mutate({ ...read.draft, id: host.id })
        : await client.hosts.add.mutate(read.draft);
      if (!result.ok) return result.problems;
      sayDone(host ? `${read.draft.name} is changed` : `${read.draft.name} is added`);
      if (test) await client.hosts.test.mutate({ ids: [result.id] });
      await refresh();
      onDone(result.id);
      return [];
    },
    onSuccess: setProblems,
    onError: (fault) => setProblems([{ field: null, message: faultText(fault) }]),
  });
  return {
    typed,
    problems,
    set: <F extends keyof TypedHost>(field: F, value: TypedHost[F]) =>
      setTyped((before) => ({ ...before, [field]: value })),
    problemOf: (field: keyof TypedHost) => problems.find((problem) => problem.field === field)?.message,
    isBusy: save.isPending,
    save: (test: boolean) => save.mutate({ test }),
  };
}

export type HostForm = ReturnType<typeof useHostForm>;
