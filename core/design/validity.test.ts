import { describe, expect, it } from 'vitest';
import { hostingRefusal } from './hosting.ts';
import { designOf } from './testing/build.ts';
import { Validity } from './validity.ts';

const contained = (target: string) => `{ type: cloudify.relationships.contained_in, target: ${target} }`;
const text = `node_types:
  cloudify.nodes.SoftwareComponent: { derived_from: cloudify.nodes.Root }
  cloudify.nodes.Subnet: { derived_from: cloudify.nodes.Root }
  acme.nodes.Server: { derived_from: cloudify.nodes.Compute }
  acme.nodes.KeyPair: { derived_from: cloudify.nodes.Root }
  acme.Agent: { derived_from: cloudify.nodes.SoftwareComponent }
relationships:
  acme.server_connected_to_key_pair: { derived_from: cloudify.relationships.connected_to }
  acme.contained_in_host: { derived_from: cloudify.relationships.contained_in }
  other.contained_in_host: { derived_from: cloudify.relationships.contained_in }
node_templates:
  vm: { type: acme.nodes.Server }
  key: { type: acme.nodes.KeyPair }
  net: { type: cloudify.nodes.Subnet }
  db: { type: cloudify.nodes.SoftwareComponent, relationships: [${contained('vm')}] }
  tool: { type: cloudify.nodes.Root, relationships: [${contained('db')}] }
  agent: { type: acme.Agent }
`;

async function validity(): Promise<Validity> {
  return new Validity(await designOf(text));
}

describe('what a node can be contained in', () => {
  it('is nothing that is inside it or needs it, nor where it is already, nor itself', async () => {
    const judge = await validity();
    expect(judge.nesting('vm', 'vm')).toEqual({ ok: false, reason: 'A node has no relationship to itself.' });
    expect(judge.nesting('vm', 'tool')).toEqual({
      ok: false,
      reason: 'tool is inside vm, and so cannot be needed by it.',
    });
    expect(judge.nesting('db', 'vm')).toEqual({ ok: false, reason: 'db is in vm already.' });
    expect(judge.nesting('tool', 'vm')).toMatchObject({ ok: true });
  });

  it('follows from the types, with a reason where it cannot be', async () => {
    const judge = await validity();
    const reason = 'Subnet cannot hold Compute; connect them instead.';
    expect(judge.nesting('vm', 'net')).toEqual({ ok: false, reason });
    expect(judge.nestingOfTypes('acme.nodes.Server', 'cloudify.nodes.Subnet')).toEqual({ ok: false, reason });
    expect(judge.nesting('vm', 'agent')).toMatchObject({ ok: false });
    expect(hostingRefusal(['cloudify.nodes.Root', 'my.Own'], ['cloudify.nodes.Root', 'cloudify.nodes.Port'])).toBe(
      null,
    );
    expect(hostingRefusal([], [])).toBe(null);
  });

  it('is said by the type of the same plugin when just one is made for it', async () => {
    const judge = await validity();
    expect(judge.nesting('agent', 'vm')).toEqual({
      ok: true,
      type: 'acme.contained_in_host',
      choices: ['acme.contained_in_host'],
    });
    const usual = 'cloudify.relationships.contained_in';
    expect(judge.nesting('key', 'db')).toEqual({ ok: true, type: usual, choices: [usual] });
  });
});

describe('what two nodes can be connected by', () => {
  it('begins with the type that is named after both', async () => {
    const [first, second] = (await validity()).connections('vm', 'key');
    expect(first).toEqual({
      type: 'acme.server_connected_to_key_pair',
      kind: 'connected_to',
      refusal: null,
      isSpecific: true,
    });
    expect(second?.type).toBe('cloudify.relationships.connected_to');
  });

  it('tells why a type is not for them', async () => {
    const judge = await validity();
    const refusal = (source: string, target: string, type: string) =>
      judge.connections(source, target).find((choice) => choice.type === type)?.refusal;
    const named = 'acme.server_connected_to_key_pair';
    expect(refusal('db', 'key', named)).toBe('It is for relationships that start at acme.nodes.Server.');
    expect(refusal('vm', 'net', named)).toBe('It is for relationships that lead to acme.nodes.KeyPair.');
    const inside = 'cloudify.relationships.contained_in';
    expect(refusal('db', 'vm', inside)).toBe('db has this relationship to vm already.');
    expect(refusal('db', 'agent', inside)).toBe('db is in vm; a node can be in one other node only.');
    expect(judge.connectionRefusal('vm', 'db')).toBe('db is inside vm, and so cannot be needed by it.');
    expect(judge.connectionRefusal('vm', 'key')).toBe(null);
  });
});
