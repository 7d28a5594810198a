import { expect, it } from 'vitest';
import type { EvaluationStorage } from '../../../core/dsl/index.ts';
import { resolveDefaults } from './resolve-defaults.ts';

const storage: EvaluationStorage = {
  node: async (name) => (name === 'web' ? { id: 'web', properties: { port: 80 } } : null),
  instance: async () => null,
  instancesOf: async () => [],
  secret: () => Promise.reject(new Error('must not be read')),
};

const property = (node: string) => ({ get_property: [node, 'port'] });

it('evaluates the defaults of what is not given', async () => {
  const declared = { a: { default: { port: property('web') } }, b: { default: 1 }, c: {} };
  expect(await resolveDefaults(declared, {}, storage)).toEqual({
    declared: { a: { default: { port: 80 } }, b: { default: 1 }, c: {} },
    problems: [],
  });
});

it('leaves secrets to those who use them', async () => {
  const declared = { a: { default: { concat: ['x', { get_secret: 'token' }] } } };
  expect(await resolveDefaults(declared, {}, storage)).toEqual({ declared, problems: [] });
});

it('asks for a value where the default has none now, and only there', async () => {
  const declared = { a: { default: property('gone') }, b: { default: property('gone') } };
  const { problems } = await resolveDefaults(declared, { b: 1 }, storage);
  expect(problems).toEqual([
    { parameter: 'a', message: expect.stringMatching(/get_property.*"gone".*Give it a value\./) },
  ]);
});
