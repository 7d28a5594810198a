'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { BlueprintDetail } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { specsOf } from '../inputs/input-field.ts';
import { type FieldProblem, useFields } from '../inputs/use-fields.ts';
import { useNavigate } from '../ui/navigate.ts';
import { freeName } from './free-name.ts';

/** The field of the deployment's own name among the problems; no input can be called so. */
export const nameField = '(name)';

/** The state of the form: what is typed, what is wrong with it, and the sending of it. */
export function useNewDeployment(
  blueprint: BlueprintDetail,
  taken: readonly string[],
  onCreated?: (created: Created) => void,
) {
  const fields = useFields(specsOf(blueprint.inputs));
  const [name, setName] = useState(() => freeName(blueprint.name, taken));
  const [problems, setProblems] = useState<FieldProblem[]>([]);
  const [isBusy, setBusy] = useState(false);
  const send = useSend(blueprint.id, onCreated);

  async function submit(install: boolean): Promise<void> {
    const parsed = await fields.parse();
    const blank = name.trim() === '' ? [{ field: nameField, message: 'This is required.' }] : [];
    const found = [...blank, ...parsed.problems];
    setProblems(found.length > 0 ? found : await send({ name: name.trim(), inputs: parsed.values, install }));
  }

  return {
    name,
    setName,
    fields,
    problems,
    isBusy,
    submit: ({ install }: { install: boolean }) => {
      setBusy(true);
      void submit(install).finally(() => setBusy(false));
    },
  };
}

interface NewDeployment {
  name: string;
  inputs: JsonObject;
  install: boolean;
}

/** A deployment that was made; `install`: it is to be installed next. */
export interface Created {
  id: string;
  install: boolean;
}

/** Creates the deployment and goes to its page, with the preview of its installation if wanted. No problems when it worked. */
function useSend(blueprintId: string, onCreated?: (created: Created) => void) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async ({ install, ...given }: NewDeployment): Promise<FieldProblem[]> => {
    try {
      const result = await client.deployments.create.mutate({ blueprintId, ...given });
      if (!result.ok) return result.problems.map(({ input, message }) => ({ field: input, message }));
      await queryClient.invalidateQueries({ queryKey: api.deployments.search.queryKey() });
      if (onCreated !== undefined) onCreated({ id: result.id, install });
      else navigate(`/deployments/${result.id}${install ? '?run=install' : ''}`);
      return [];
    } catch (fault) {
      return [{ field: null, message: faultText(fault) }];
    }
  };
}
