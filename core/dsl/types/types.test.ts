import { describe, expect, it } from 'vitest';
import { codesOf, compileText, problemsOf } from '../testing/virtual-blueprint.ts';

async function propertiesOf(text: string) {
  const compiled = await compileText(text);
  expect(problemsOf(compiled)).toEqual([]);
  return compiled.plan?.nodes[0]?.properties;
}

describe('inheritance of node types', () => {
  it('puts own properties first and replaces whole declarations', async () => {
    const compiled = await compileText(`
node_types:
  a: {properties: {x: {default: 1, type: integer}, y: {default: 2}}}
  b: {derived_from: a, properties: {z: {default: 3}, x: {default: text}}}
node_templates: {n: {type: b}}`);
    expect(problemsOf(compiled)).toEqual([]);
    const node = compiled.plan?.nodes[0];
    expect(JSON.stringify(node?.properties)).toBe('{"z":3,"x":"text","y":2}');
    expect(node?.type_hierarchy).toEqual(['a', 'b']);
  });

  it('makes a property required again when it is declared again without default', async () => {
    const compiled = await compileText(`
node_types:
  a: {properties: {x: {default: 1}}}
  b: {derived_from: a, properties: {x: {}}}
node_templates: {n: {type: b}}`);
    expect(codesOf(compiled)).toEqual(['DSL0107']);
  });

  it('names an unknown parent and does not complain about what it would have defined', async () => {
    const compiled = await compileText(`
node_types: {a: {derived_from: cloudify.nodes.Compte}}
node_templates: {n: {type: a, properties: {ip: 1, other: 2}}}`);
    expect(codesOf(compiled)).toEqual(['DSL0103']);
    expect(compiled.diagnostics[0]?.hint).toBe('Did you mean "cloudify.nodes.Compute"?');
  });

  it('names a circle', async () => {
    const compiled = await compileText(`
node_types: {a: {derived_from: b}, b: {derived_from: a}}
node_templates: {n: {type: a}}`);
    expect(codesOf(compiled)).toEqual(['DSL0100']);
    expect(compiled.diagnostics[0]?.detail).toContain('a -> b -> a');
  });
});

describe('property values', () => {
  it('takes the given value, null included, before the default', async () => {
    const text = `
node_types: {t: {properties: {a: {default: 1}, b: {default: 2}, c: {required: false}, d: {default: null}}}}
node_templates: {n: {type: t, properties: {a: 5, b: null}}}`;
    expect(await propertiesOf(text)).toEqual({ a: 5, b: null, d: null });
  });

  it.each([
    ['string', '[1, 2]', true],
    ['integer', '5', true],
    ['integer', '5.0', false],
    ['integer', 'true', false],
    ['integer', '"5"', false],
    ['float', '5', true],
    ['float', '"5"', false],
    ['boolean', 'yes', true],
    ['boolean', '"yes"', false],
    ['list', '[1]', true],
    ['list', '{a: 1}', false],
    ['dict', '{a: 1}', true],
    ['dict', '[1]', false],
    ['regex', '"a+"', true],
    ['regex', '"a("', false],
    ['integer', '{get_input: i}', true],
    ['integer', 'null', false],
  ])('type %s, value %s: %s', async (type, value, fits) => {
    const compiled = await compileText(`
inputs: {i: {}}
node_types: {t: {properties: {x: {type: ${type}}}}}
node_templates: {n: {type: t, properties: {x: ${value}}}}`);
    expect(codesOf(compiled)).toEqual(fits ? [] : ['DSL0105']);
  });

  it('names every undefined and missing property, with what was probably meant', async () => {
    const compiled = await compileText(`
node_types: {t: {properties: {port: {}, address: {}}}}
node_templates:
  n:
    type: t
    properties:
      prot: 80`);
    expect(problemsOf(compiled)).toEqual([
      'DSL0106 9: Node template "n" has a value for "prot", which its type does not define.',
      'DSL0107 7: Node template "n" needs a value for "port", and its type has no default for it.',
      'DSL0107 7: Node template "n" needs a value for "address", and its type has no default for it.',
    ]);
    expect(compiled.diagnostics[0]?.hint).toBe('Did you mean "port"?');
  });

  it('asks for nothing when an existing resource is used', async () => {
    const types = 'node_types: {t: {properties: {use_external_resource: {default: false}, image: {}}}}';
    const used = await compileText(
      `${types}\nnode_templates: {n: {type: t, properties: {use_external_resource: true}}}`,
    );
    expect(codesOf(used)).toEqual([]);
    const unknown = await compileText(
      `${types}\ninputs: {i: {}}\nnode_templates: {n: {type: t, properties: {use_external_resource: {get_input: i}}}}`,
    );
    expect(codesOf(unknown)).toEqual(['DSL0219']);
  });

  it('does not confuse names of properties with those of objects', async () => {
    const text = `
node_types: {t: {properties: {constructor: {default: 1}, __proto__: {default: {x: 1}}, toString: {required: false}}}}
node_templates: {n: {type: t}}`;
    const properties = await propertiesOf(text);
    expect(Object.keys(properties ?? {})).toEqual(['constructor', '__proto__']);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

describe('data types', () => {
  const types = `
data_types:
  endpoint: {properties: {host: {type: string, default: localhost}, port: {type: integer, default: 80}}}
  pair: {properties: {one: {type: endpoint}, two: {type: endpoint, default: {port: 2}}, name: {}}}`;

  it('fills in defaults at every level, the nearer ones on top', async () => {
    const text = `${types}
node_types: {t: {properties: {p: {type: pair, default: {name: dflt, one: {port: 1}}}}}}
node_templates: {n: {type: t, properties: {p: {one: {host: h}}}}}`;
    expect(await propertiesOf(text)).toEqual({
      p: { one: { host: 'h', port: 1 }, two: { host: 'localhost', port: 2 }, name: 'dflt' },
    });
  });

  it('builds a value from defaults alone', async () => {
    const text = `${types}
node_types: {t: {properties: {e: {type: endpoint}}}}
node_templates: {n: {type: t}}`;
    expect(await propertiesOf(text)).toEqual({ e: { host: 'localhost', port: 80 } });
  });

  it('names the member that is missing or unfit by its path', async () => {
    const compiled = await compileText(`${types}
node_types: {t: {properties: {p: {type: pair}}}}
node_templates:
  a: {type: t}
  b: {type: t, properties: {p: {name: x, one: {port: many}, three: 3}}}`);
    expect(problemsOf(compiled).map((line) => line.replace(/^(\S+ \d+): .*("p\.[a-z.]+").*$/, '$1 $2'))).toEqual([
      'DSL0107 9 "p.name"',
      'DSL0106 10 "p.three"',
      'DSL0105 10 "p.one.port"',
    ]);
  });

  it('refuses types that contain themselves, built-in names and unknown types', async () => {
    const compiled = await compileText(`
data_types:
  a: {properties: {x: {type: b}}}
  b: {properties: {x: {type: a}}}
  string: {properties: {}}
  c: {properties: {x: {type: intger}}}`);
    expect(codesOf(compiled)).toEqual(['DSL0100', 'DSL0104', 'DSL0103']);
    expect(compiled.diagnostics[2]?.hint).toBe('Did you mean "integer"?');
  });

  it('does not let defaults multiply without end', async () => {
    const levels = Array.from(
      { length: 40 },
      (_, n) => `  d${n + 1}: {properties: {a: {type: d${n}}, b: {type: d${n}}, c: {type: d${n}}}}`,
    );
    const compiled = await compileText(`
data_types:
  d0: {properties: {x: {default: 1}}}
${levels.join('\n')}
node_types: {t: {properties: {p: {type: d40}}}}
node_templates: {n: {type: t}}`);
    expect(codesOf(compiled)).toContain('DSL9003');
  });
});

it('does not let a chain of types grow without end', async () => {
  const chain = Array.from(
    { length: 5000 },
    (_, n) => `  t${n + 1}: {derived_from: t${n}, properties: {p${n}: {default: 1}}}`,
  );
  const compiled = await compileText(
    `\nnode_types:\n  t0: {}\n${chain.join('\n')}\nnode_templates: {n: {type: t5000}}`,
  );
  expect(codesOf(compiled)).toEqual(['DSL9002']);
});

it('looks for what was meant only as long as somebody will read it', async () => {
  const types = Array.from({ length: 5000 }, (_, n) => `  some_type_number_${n}: {}`);
  const nodes = Array.from({ length: 5000 }, (_, n) => `  n${n}: {type: some_tpye_number_x${n}}`);
  const compiled = await compileText(`\nnode_types:\n${types.join('\n')}\nnode_templates:\n${nodes.join('\n')}`);
  expect(compiled.diagnostics).toHaveLength(501);
});
