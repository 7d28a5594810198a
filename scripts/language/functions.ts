import { functions } from '../../core/dsl/functions/registry.ts';
import { code, fence, table } from './markdown.ts';

/** A table of all functions, then a chapter for each. */
export function functionChapters(): string {
  const rows = Object.entries(functions).map(([name, { evaluated, since }]) => [
    `[\`${name}\`](#${name})`,
    evaluated === 'creation' ? 'when the deployment is created' : 'at run time',
    since === undefined ? '' : `1_${since}`,
  ]);
  const chapters = Object.entries(functions).map(([name, { docs }]) =>
    [`### ${name}`, docs.description, `Arguments: ${code(docs.form)}`, fence('yaml call', docs.example)].join('\n\n'),
  );
  return [table(['function', 'evaluated', 'from'], rows), ...chapters].join('\n\n');
}
