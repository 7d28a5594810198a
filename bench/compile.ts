import { randomInt, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Compilation, type Compiler, createCompiler } from '../core/dsl/index.ts';
import { createDeploymentPlan } from '../core/plan/index.ts';
import type { BlueprintPlan, DeploymentPlan } from '../core/plan/plan.ts';
import type { Ids, SourceReader } from '../core/ports/ports.ts';

/** A blueprint that can be compiled: where its main file is called `mainFile` and everything is read by `reader`. */
export interface Source {
  mainFile: string;
  reader: SourceReader;
}

/** A blueprint file of this machine, with the files beside it. The main file is read beforehand, so that no disk is timed. */
export async function sourceOfFile(path: string): Promise<Source> {
  const folder = dirname(path);
  const mainFile = basename(path);
  const text = await readFile(path, 'utf8');
  return {
    mainFile,
    reader: {
      read: async (location) => {
        if (location === mainFile) return text;
        const file = join(folder, location);
        return existsSync(file) ? await readFile(file, 'utf8') : null;
      },
      exists: (location) => existsSync(join(folder, location)),
    },
  };
}

/** A blueprint that was made here. */
export function sourceOfText(text: string): Source {
  const mainFile = 'blueprint.yaml';
  return {
    mainFile,
    reader: {
      read: async (location) => (location === mainFile ? text : null),
      exists: (location) => location === mainFile,
    },
  };
}

/** The same blueprint with another text in its main file. */
export function withText(source: Source, text: string): Source {
  const { mainFile, reader } = source;
  const read = (location: string) => (location === mainFile ? Promise.resolve(text) : reader.read(location));
  return { mainFile, reader: { ...reader, read } };
}

/** @throws Error with the first problems when the blueprint cannot be compiled */
export async function compile(source: Source, compiler: Compiler = createCompiler()): Promise<BlueprintPlan> {
  return planOf(await compiler.compile(source));
}

function planOf({ plan, diagnostics }: Compilation): BlueprintPlan {
  if (plan) return plan;
  const problems = diagnostics.filter((problem) => problem.severity === 'error').slice(0, 5);
  throw new Error(problems.map((problem) => `${problem.code} ${problem.detail}`).join('\n'));
}

/** @throws Error when the plan cannot be made without inputs */
export function deploy(plan: BlueprintPlan, maxInstances = 1_000_000): DeploymentPlan {
  const made = createDeploymentPlan(plan, { ids: benchIds, maxInstances });
  if (made.plan) return made.plan;
  throw new Error(made.problems.map((problem) => problem.message).join('\n'));
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

export const benchIds: Ids = {
  uuid: () => randomUUID(),
  suffix: (length) => Array.from({ length }, () => letters[randomInt(letters.length)]).join(''),
};
