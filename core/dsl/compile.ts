import type { Compilation, CompileRequest } from './compilation.ts';
import { createCompiler } from './compiler.ts';

/** Compiles a blueprint with all it imports. Never throws for bad input; what `reader.read` throws counts as "cannot be read". */
export function compileBlueprint(request: CompileRequest): Promise<Compilation> {
  return createCompiler().compile(request);
}
