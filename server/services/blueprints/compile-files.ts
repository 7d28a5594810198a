import { Worker } from 'node:worker_threads';
import type { Compilation } from '../../../core/dsl/index.ts';
import type { Dialect } from '../../../core/workflow/model.ts';
import type { CompileWorkerData } from '../../compile-worker.ts';
import { dialectOf } from '../../plugins/types-dialect.ts';
import { type BlueprintFiles, uploadProblem } from './blueprint-source.ts';
import { findUnrunnableOperations } from './unrunnable-operations.ts';
import { watchWork } from './watch-work.ts';

/** reliability.md P9: a text that takes more is refused. */
const limits = { workMs: 10_000, clockMs: 120_000 };
const memoryMb = 512;
/** Files that an import may name; scripts are only asked whether they are there. */
const mayBeYaml = /\.(ya?ml|json|txt)$|(^|\/)[^.]+$/i;
const largestText = 4 * 1024 * 1024 + 1;

/**
 * Compiles a blueprint in a thread of its own, with a deadline and a memory limit, so that no text can hold up or end
 * the server. Operations that are not among `operationNames` get a warning. Never throws for bad input.
 */
export async function compileFiles(
  { files, mainFile }: { files: BlueprintFiles; mainFile: string },
  operationNames: ReadonlySet<string>,
): Promise<Compilation & { dialect: Dialect }> {
  const texts = new Map<string, Uint8Array>();
  for (const [path, { content }] of files) {
    // One byte more than the language allows is enough to be told so.
    if (path === mainFile || mayBeYaml.test(path)) texts.set(path, content.subarray(0, largestText));
  }
  const compilation = await runWorker({ mainFile, texts, paths: new Set(files.keys()) });
  const unrunnable = findUnrunnableOperations(compilation, mainFile, operationNames);
  const dialect = dialectOf(Object.keys(compilation.sources));
  return { ...compilation, diagnostics: [...compilation.diagnostics, ...unrunnable], dialect };
}

function runWorker(workerData: CompileWorkerData): Promise<Compilation> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('../../compile-worker.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    const stop = (): void => {
      unwatch();
      void worker.terminate();
    };
    const unwatch = watchWork(worker, limits, () => {
      stop();
      resolve(refused(workerData.mainFile, `It takes more than ${limits.workMs / 1000} s to read.`));
    });
    worker.once('message', (compilation: Compilation) => {
      stop();
      resolve(compilation);
    });
    worker.once('error', (fault: Error & { code?: string }) => {
      stop();
      if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY')
        resolve(refused(workerData.mainFile, `It needs more than ${memoryMb} MB to read.`));
      else reject(fault);
    });
    worker.once('exit', () => reject(new Error('The compiler ended without an answer.')));
  });
}

function refused(file: string, detail: string): Compilation {
  const problem = uploadProblem('UPL0003', file, {
    summary: 'The blueprint is too heavy',
    detail,
    hint: 'Make it smaller: fewer aliases, fewer and smaller imports.',
  });
  return { plan: null, diagnostics: [problem], sources: {}, nodeRanges: {} };
}
