import { expect, it } from 'vitest';
import type { HostRow } from '../../../db/repositories/host.ts';
import { accountOn, sudoPasswordOf } from './host-account.ts';

const row: HostRow = {
  ...{ id: '1', tenantId: 't', name: 'web', address: '10.0.0.7', port: 2222, user: 'ops', useAgent: false },
  ...{ keySecret: null, passphraseSecret: null, certificate: null, passwordSecret: null, sudoPasswordSecret: null },
  ...{ sudo: 'none', jumpHostId: null, labels: {}, notes: '', lab: false, isOutOfService: false, givenBackAt: null },
  ...{
    outOfServiceReason: null,
    facts: null,
    checkedAt: null,
    checkError: null,
    createdAt: new Date(0),
    createdBy: null,
  },
  ...{ holderDeploymentId: null, holderDeploymentName: null, holderInstanceId: null, takenAt: null },
};
const sources = { secrets: { read: async (name: string) => `<${name}>` }, agentSocket: '/run/agent' };

it('signs in with all that the host has, through its jump hosts', async () => {
  const web = {
    ...row,
    keySecret: 'key',
    passphraseSecret: 'pass',
    certificate: 'cert',
    useAgent: true,
    passwordSecret: 'pw',
  };
  const gate = {
    ...row,
    id: '2',
    name: 'gate',
    address: 'gate.example.org',
    port: 22,
    user: 'jump',
    keySecret: 'gate_key',
  };
  const outer = { ...gate, id: '3', name: 'outer', address: 'outer.example.org', useAgent: true, keySecret: null };
  expect(await accountOn([web, gate, outer], sources)).toEqual({
    ...{ tenant: 't', address: '10.0.0.7', port: 2222, user: 'ops', trustedKeys: [] },
    credentials: [
      { kind: 'key', privateKey: '<key>', passphrase: '<pass>', certificate: 'cert' },
      { kind: 'agent', socket: '/run/agent' },
      { kind: 'password', password: '<pw>' },
    ],
    via: {
      ...{ tenant: 't', address: 'gate.example.org', port: 22, user: 'jump', trustedKeys: [] },
      credentials: [{ kind: 'key', privateKey: '<gate_key>' }],
      via: {
        ...{ tenant: 't', address: 'outer.example.org', port: 22, user: 'jump', trustedKeys: [], via: null },
        credentials: [{ kind: 'agent', socket: '/run/agent' }],
      },
    },
  });
});

it('says what is missing', async () => {
  await expect(accountOn([], sources)).rejects.toThrow('There is no such host');
  await expect(accountOn([{ ...row, user: null }], sources)).rejects.toThrow('"web" has no account to sign in with');
  await expect(accountOn([row], sources)).rejects.toThrow('"web" has no way to sign in');
  const withAgent = { ...row, useAgent: true };
  await expect(accountOn([withAgent], { ...sources, agentSocket: null })).rejects.toThrow('GANTRY_SSH_AGENT=1');
});

it('knows what sudo asks for', async () => {
  const { secrets } = sources;
  expect(await sudoPasswordOf({ ...row, passwordSecret: 'pw' }, secrets)).toBeNull();
  expect(await sudoPasswordOf({ ...row, sudo: 'password', passwordSecret: 'pw' }, secrets)).toBe('<pw>');
  const own = { ...row, sudo: 'password', passwordSecret: 'pw', sudoPasswordSecret: 'sudo' } as const;
  expect(await sudoPasswordOf(own, secrets)).toBe('<sudo>');
});
