'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ArrangedList, ListSettings } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { sayFault } from '../ui/toasts.tsx';

/** Only this person changes them. */
const freshMs = 300_000;
const none: ListSettings = { columns: null, filters: [] };

/** How this person has arranged a list; what they change is seen at once. */
export function useListSettings(list: ArrangedList) {
  const api = useApi();
  const queryClient = useQueryClient();
  const { queryKey } = api.lists.settings.queryOptions({ list });
  const query = useQuery(api.lists.settings.queryOptions({ list }, { staleTime: freshMs }));
  const { mutationKey } = api.lists.setColumns.mutationOptions();
  const handlers = {
    // One after the other: of two that are on their way at once, the older might be the last to arrive.
    scope: { id: `settings of ${list}` },
    onError: (fault: unknown) => sayFault('It was not kept', fault),
    onSettled: async () => {
      // What is read while columns still wait to be kept is older than what is shown.
      if (queryClient.isMutating({ mutationKey }) <= 1) await queryClient.invalidateQueries({ queryKey });
    },
  };
  const saving = useMutation(api.lists.saveFilter.mutationOptions(handlers));
  const removing = useMutation(api.lists.removeFilter.mutationOptions(handlers));
  const choosing = useMutation(
    api.lists.setColumns.mutationOptions({
      ...handlers,
      onMutate: async ({ columns }) => {
        await queryClient.cancelQueries({ queryKey });
        queryClient.setQueryData<ListSettings>(queryKey, (before) => ({ ...(before ?? none), columns }));
      },
    }),
  );
  return {
    /** Neither read nor refused. */
    isPending: query.isPending,
    ...(query.data ?? none),
    isSaving: saving.isPending,
    saveFilter: (filter: { name: string; query: string }, onSaved: () => void) =>
      saving.mutate({ list, ...filter }, { onSuccess: onSaved }),
    removeFilter: (name: string) => removing.mutate({ list, name }),
    setColumns: (columns: string[] | null) => choosing.mutate({ list, columns }),
  };
}
