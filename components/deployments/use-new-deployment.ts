'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { JsonObject } from '../../core/blueprint/json.ts';
import type { PlanInput } from '../../core/plan/plan.ts';
import type { BlueprintDetail } from '../../server/api/contract.ts';
import { useApi, useApiClient } from '../api/api.ts';
import { faultText } from '../api/fault.ts';
import { sayFault } from '../ui/toasts.tsx';
import { freeName } from './free-name.ts';
import { defaultText, parseField } from './input-field.ts';

/** `input` is `name`, `input:<name of the input>`, or null for what is about the whole. */
export interface FormProblem {
  input: string | null;
  message: string;
}

/** The state of the form: what is typed, what is wrong with it, and the sending of it. */
export function useNewDeployment(blueprint: BlueprintDetail, taken: readonly string[]) {
  const inputs = Object.entries(blueprint.inputs).filter(([, input]) => input.hidden !== true);
  const [name, setName] = useState(() => freeName(blueprint.name, taken));
  const [values, setValues] = useState(() => initialValues(inputs));
  const [problems, setProblems] = useState<FormProblem[]>([]);
  const [attempt, setAttempt] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const send = useSend(blueprint.id);

  function refuse(found: FormProblem[]): void {
    setProblems(found);
    setAttempt((count) => count + 1);
  }

  async function submit(install: boolean): Promise<void> {
    const parsed = await parseAll(inputs, values);
    const found = [
      ...(name.trim() === '' ? [{ input: 'name', message: 'This is required.' }] : []),
      ...parsed.problems,
    ];
    if (found.length > 0) return refuse(found);
    setProblems([]);
    const refused = await send({ name: name.trim(), inputs: parsed.inputs, install });
    if (refused !== null) refuse(refused);
  }

  return {
    name,
    setName,
    values,
    setValue: (input: string, value: string) => setValues((before) => ({ ...before, [input]: value })),
    inputs,
    problems,
    attempt,
    isBusy,
    submit: ({ install }: { install: boolean }) => {
      setBusy(true);
      void submit(install).finally(() => setBusy(false));
    },
  };
}

function initialValues(inputs: [string, PlanInput][]): Record<string, string> {
  return Object.fromEntries(inputs.map(([name, input]) => [name, defaultText(input.default)]));
}

async function parseAll(inputs: [string, PlanInput][], values: Record<string, string>) {
  const problems: FormProblem[] = [];
  const parsed: JsonObject = {};
  for (const [name, input] of inputs) {
    const field = await parseField(input, values[name] ?? '');
    if (!field.ok) problems.push({ input: `input:${name}`, message: field.problem });
    else if (field.value !== undefined) parsed[name] = field.value;
  }
  return { problems, inputs: parsed };
}

/** Creates the deployment, starts its installation if wanted, and goes to its page. Null when it worked. */
function useSend(blueprintId: string) {
  const api = useApi();
  const client = useApiClient();
  const queryClient = useQueryClient();
  const router = useRouter();
  return async ({
    install,
    ...given
  }: {
    name: string;
    inputs: JsonObject;
    install: boolean;
  }): Promise<FormProblem[] | null> => {
    try {
      const result = await client.deployments.create.mutate({ blueprintId, ...given });
      if (!result.ok) {
        return result.problems.map(({ input, message }) => ({
          input: input === null ? null : `input:${input}`,
          message,
        }));
      }
      if (install) await start(result.id);
      await queryClient.invalidateQueries({ queryKey: api.deployments.list.queryKey() });
      router.push(`/deployments/${result.id}`);
      return null;
    } catch (fault) {
      return [{ input: null, message: faultText(fault) }];
    }
  };

  async function start(deploymentId: string): Promise<void> {
    try {
      await client.executions.start.mutate({ deploymentId, workflow: 'install' });
    } catch (fault) {
      sayFault('The deployment was created, but its installation did not start', fault);
    }
  }
}
