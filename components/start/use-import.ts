'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportRequest } from '../../server/api/import-contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { count } from '../ui/count.ts';
import { useNavigate } from '../ui/navigate.ts';
import { sayDone } from '../ui/toasts.tsx';

const progressMs = 500;

/** Has a blueprint fetched and opens the draft that is made of it. */
export function useImport() {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [underWay, setUnderWay] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [candidates, setCandidates] = useState<readonly string[] | null>(null);
  const progress = useQuery(
    api.imports.progress.queryOptions(
      { id: underWay ?? '' },
      { enabled: underWay !== null, refetchInterval: progressMs, staleTime: 0 },
    ),
  );

  async function begin(request: Omit<ImportRequest, 'id'>): Promise<void> {
    const id = crypto.randomUUID();
    setUnderWay(id);
    setProblem(null);
    try {
      const result = await client.imports.begin.mutate({ id, ...request });
      if (result.outcome === 'choose') {
        setCandidates(result.candidates);
        setUnderWay(null);
        return;
      }
      const { draftId, files, left } = result;
      const kept = left.length === 0 ? '' : ` Submodules are not fetched: ${left.join(', ')}.`;
      sayDone(`${count(files, 'file')} fetched.${kept}`);
      await queryClient.invalidateQueries({ queryKey: api.drafts.list.queryKey() });
      navigate(`/blueprints/${draftId}/edit`);
    } catch (fault) {
      setProblem(faultText(fault));
      setUnderWay(null);
    }
  }

  return {
    begin,
    cancel: () => void (underWay !== null && client.imports.cancel.mutate({ id: underWay })),
    /** Another address may hold other files. */
    forgetChoice: () => setCandidates(null),
    isUnderWay: underWay !== null,
    bytes: progress.data?.bytes ?? null,
    candidates,
    problem,
  };
}
