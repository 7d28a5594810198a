import type { CodeExamples } from './examples/code-example.ts';
import { definitionExamples } from './examples/definitions.ts';
import { fileExamples } from './examples/files.ts';
import { functionExamples } from './examples/functions.ts';
import { instanceExamples } from './examples/instances.ts';
import { topologyExamples } from './examples/topology.ts';

/** A blueprint for each code that is refused with exactly it. For the reference and its tests; the compiler does not use it. */
export const codeExamples: CodeExamples = {
  ...fileExamples,
  ...definitionExamples,
  ...topologyExamples,
  ...functionExamples,
  ...instanceExamples,
};
