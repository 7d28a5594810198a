'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { WrittenFile } from '../../server/api/draft-contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { useNavigate } from '../ui/navigate.ts';

/** What a new blueprint begins with. */
interface NewBlueprint {
  name: string;
  mainFile: string;
  files: WrittenFile[];
  /** The blueprint that files without a text are copied from. */
  from?: string;
}

/** Makes a draft and opens it in the designer; `deploy`: saves its first version and goes on to a deployment of it. */
export function useCreateDraft() {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const mutation = useMutation({
    mutationFn: async ({ deploy, ...draft }: NewBlueprint & { deploy?: boolean }) => {
      const { id } = await client.drafts.create.mutate(draft);
      if (deploy !== true) return { id, isPublished: false };
      const { revision, latestVersion } = await client.drafts.state.query({ id });
      const result = await client.drafts.publish.mutate({ id, revision, latestVersion });
      return { id, isPublished: result.outcome === 'published' };
    },
    onSuccess: async ({ id, isPublished }) => {
      await queryClient.invalidateQueries({ queryKey: api.blueprints.list.queryKey() });
      navigate(isPublished ? `/deployments/new?blueprint=${id}` : `/blueprints/${id}/edit`);
    },
  });
  return {
    create: mutation.mutate,
    isBusy: mutation.isPending || mutation.isSuccess,
    problem: mutation.error === null ? undefined : faultText(mutation.error),
  };
}
