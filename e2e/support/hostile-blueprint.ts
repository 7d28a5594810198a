import { stringify } from 'yaml';
import { packBlueprint } from './blueprint.ts';
import { hostileAddresses, hostileOutput, hostileTexts } from './hostile-texts.ts';

const everything = [...hostileTexts, ...hostileAddresses];
const [script, image] = hostileTexts as [string, string];

function byNumber<T>(texts: readonly string[], make: (text: string, at: number) => T): Record<string, T> {
  return Object.fromEntries(texts.map((text, at) => [`p${at}`, make(text, at)]));
}

/** A value or key for each hostile text, so that keys are shown as well as values. */
const properties = Object.fromEntries(everything.map((text, at) => [at % 2 === 0 ? text : `p${at}`, text]));

/**
 * An archive with hostile texts wherever a blueprint may hold a text of its own. Its first node prints them and keeps
 * them as runtime properties, its second one fails with them.
 */
export function hostileBlueprint(): Promise<Buffer> {
  const operation = (name: string) => ({ implementation: `scripts/${name}`, max_retries: 0 });
  const lifecycle = (name: string) => ({ 'cloudify.interfaces.lifecycle': { create: operation(name) } });
  const model = {
    tosca_definitions_version: 'cloudify_dsl_1_3',
    description: everything.join('\n'),
    imports: ['cloudify/types/types.yaml'],
    node_types: {
      [`Talker${image}`]: {
        derived_from: 'cloudify.nodes.Root',
        properties: byNumber(everything, (text) => ({ default: text, description: text })),
      },
    },
    inputs: byNumber(everything, (text) => ({ default: text, description: text, display_label: text })),
    node_templates: {
      [`talks ${image}`]: { type: `Talker${image}`, interfaces: lifecycle('talk.sh') },
      [`fails ${script}`]: {
        type: `Talker${image}`,
        interfaces: lifecycle(`fail ${image}.sh`),
        relationships: [{ type: 'cloudify.relationships.depends_on', target: `talks ${image}` }],
      },
    },
    outputs: byNumber(everything, (text) => ({ description: text, value: text })),
    capabilities: byNumber(everything, (text) => ({ description: text, value: text })),
    workflows: {
      [`run ${image}`]: {
        mapping: 'scripts/flow.py',
        parameters: byNumber(everything, (text) => ({ default: text, description: text })),
      },
    },
  };
  return packBlueprint({
    'blueprint.yaml': stringify(model, { lineWidth: 0 }),
    'scripts/talk.sh': `#!/bin/sh\ncat texts.txt 2>/dev/null || ctx download-resource scripts/texts.txt | xargs cat\n${remember}\n`,
    'scripts/texts.txt': `${[...everything, ...hostileOutput].join('\n')}\n`,
    [`scripts/fail ${image}.sh`]: `#!/bin/sh\ncat >&2 <<'END'\n${everything.join('\n')}\nEND\nexit 3\n`,
    'scripts/flow.py': 'from cloudify.workflows import ctx\n',
    'README.md': everything.join('\n\n'),
    'page.html': `<!doctype html>${everything.join('\n')}`,
    'picture.svg': `<svg xmlns="http://www.w3.org/2000/svg"><script>gantryCanary("file")</script></svg>`,
  });
}

const remember = `ctx instance runtime-properties hostile ${quote(`@${JSON.stringify(properties)}`)}`;

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
