import { describe, expect, it } from 'vitest';
import { createCatalogueReader } from '../../server/plugins/catalogue.ts';
import { compileBlueprint } from '../dsl/index.ts';
import { checkAnswers, type GuidedAnswers, type GuidedHost, identifier } from './answers.ts';
import { guidedBlueprint } from './guided-blueprint.ts';
import { presets } from './presets.ts';

function host(name: string, address: string): GuidedHost {
  return { name, address, port: 22, user: 'ops', keySecret: 'ops_key', passwordSecret: null };
}

function preset(id: string, on: string) {
  const found = presets.find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return { ...found.program, host: on };
}

const answers: GuidedAnswers = {
  name: 'two-hosts',
  hosts: [host('Front desk', '10.0.0.1'), host('back', '10.0.0.2')],
  programs: [preset('store', 'back'), preset('page', 'Front desk')],
};

async function compile(given: GuidedAnswers) {
  const { mainFile, files } = guidedBlueprint(given);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const catalogue = createCatalogueReader();
  return compileBlueprint({
    mainFile,
    reader: {
      read: async (location, version) => texts.get(location) ?? catalogue.read(location, version),
      exists: (location) => texts.has(location) || catalogue.exists(location),
    },
  });
}

describe('guidedBlueprint', () => {
  it('is a blueprint without a single remark', async () => {
    expect(checkAnswers(answers)).toEqual([]);
    const { plan, diagnostics } = await compile(answers);
    expect(diagnostics).toEqual([]);
    expect(plan?.nodes.map(({ id, host_id }) => [id, host_id])).toEqual([
      ['front_desk', 'front_desk'],
      ['back', 'back'],
      ['store', 'back'],
      ['web', 'front_desk'],
    ]);
    const web = plan?.nodes.find(({ id }) => id === 'web');
    expect(web?.relationships.map(({ target_id }) => target_id)).toEqual(['front_desk', 'store']);
    expect(web?.operations['cloudify.interfaces.lifecycle.start']?.inputs).toMatchObject({
      PORT: { get_property: ['SELF', 'port'] },
      STORE_ADDRESS: { get_property: ['back', 'ip'] },
    });
    expect(Object.keys(plan?.inputs ?? {})).toEqual([
      'front_desk_address',
      'back_address',
      'ssh_user',
      'ssh_port',
      'ssh_secret',
    ]);
  });

  it('compiles with every preset, and with hosts that are signed in to differently', async () => {
    const other = { ...host('b', 'b.example'), user: 'root', keySecret: null, passwordSecret: 'root password' };
    for (const { id } of presets.filter((each) => each.id !== 'own')) {
      const programs = [{ ...preset(id, 'b'), uses: [] }];
      const given = { name: 'x', hosts: [host('a', 'a.example'), other], programs };
      expect(checkAnswers(given)).toEqual([]);
      expect((await compile(given)).diagnostics).toEqual([]);
    }
  });
});

describe('checkAnswers', () => {
  const messages = (given: GuidedAnswers) => checkAnswers(given).map(({ at, message }) => `${at.field}: ${message}`);

  it('asks for what is missing', () => {
    expect(messages({ name: ' ', hosts: [], programs: [] })).toEqual([
      'name: The blueprint needs a name.',
      'name: Choose at least one host.',
      'name: Add at least one program.',
    ]);
    const bare = { ...host('a', ''), port: 0, user: '', keySecret: null };
    expect(checkAnswers({ ...answers, hosts: [bare] }).map(({ at }) => at.field)).toEqual([
      'address',
      'port',
      'user',
      'key',
      'host',
      'host',
    ]);
  });

  it('refuses names that clash, and circles', () => {
    const [store, web] = answers.programs;
    if (store === undefined || web === undefined) throw new Error('There are two.');
    expect(messages({ ...answers, programs: [{ ...store, name: 'Back' }] })).toEqual([
      'name: There is something else called "back" already.',
    ]);
    const circle = [{ ...store, uses: ['web'] }, web];
    expect(checkAnswers({ ...answers, programs: circle }).map(({ at }) => at.field)).toEqual(['uses', 'uses']);
  });

  it('makes names of nodes', () => {
    expect(['Front desk', '7-up', 'Ä', 'db_1'].map(identifier)).toEqual(['front_desk', 'up', '', 'db_1']);
  });
});
