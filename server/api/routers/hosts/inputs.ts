import { z } from 'zod';
import { givenName, rowId } from '../../inputs.ts';

const port = z.int().min(1).max(65_535);
/** A secret by its name. Whether there is one is said with the field, by the service. */
const secretName = z.string().trim().max(128).nullish();
const labels = z.record(z.string().trim().min(1).max(256), z.array(z.string().max(256)).max(100));

/* Only the shape; what a field may hold is checked where lines of a file are checked too (services/hosts/check-draft.ts). */
const draft = {
  name: z.string().max(1_000),
  address: z.string().max(1_000),
  port: z.number().optional(),
  user: z.string().max(1_000).nullish(),
  keySecret: secretName,
  passphraseSecret: secretName,
  certificate: z.string().max(65_536).nullish(),
  passwordSecret: secretName,
  useAgent: z.boolean().optional(),
  sudo: z.enum(['none', 'passwordless', 'password']).optional(),
  sudoPasswordSecret: secretName,
  jumpHost: z.string().max(1_000).nullish(),
  labels: labels.optional(),
  notes: z.string().max(10_000).optional(),
};
const ids = z.array(rowId).min(1).max(10_000);

export const filterInput = z
  .strictObject({
    text: z.string().max(200).optional(),
    labels: labels.optional(),
    state: z.enum(['free', 'taken', 'out-of-service']).optional(),
  })
  .optional();

export const draftInput = z.strictObject(draft);

export const changeInput = z.strictObject({
  ...draft,
  id: rowId,
  name: draft.name.optional(),
  address: draft.address.optional(),
});

const { name: _name, address: _address, certificate: _certificate, ...defaults } = draft;

export const importInput = z.strictObject({
  format: z.enum(['csv', 'ssh-config']),
  text: z.string().max(10_000_000),
  defaults: z.strictObject(defaults).optional(),
  keys: z.record(z.string().max(4_096), givenName).optional(),
  dryRun: z.boolean().optional(),
  skipWrong: z.boolean().optional(),
});

export const labelInput = z.strictObject({
  ids,
  set: labels.optional(),
  remove: z.array(z.string().trim().min(1).max(256)).max(100).optional(),
});

export const idsInput = z.strictObject({ ids });

/** Without ids: all of them. */
export const testInput = z.strictObject({ ids: ids.optional() });

export const outOfServiceInput = z.strictObject({ ids, reason: z.string().trim().max(1_000).optional() });

export const keyInput = z.strictObject({
  address: z.string().min(1).max(253),
  port,
  fingerprint: z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'is not a SHA256 fingerprint'),
});
