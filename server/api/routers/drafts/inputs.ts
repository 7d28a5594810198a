import { z } from 'zod';
import { pathFault } from '../../../../core/blueprint/file-paths.ts';
import { givenName, rowId } from '../../inputs.ts';

const filePath = z.string().superRefine((path, context) => {
  const fault = pathFault(path);
  if (fault !== null) context.addIssue({ code: 'custom', message: `"${path.slice(0, 120)}" ${fault}` });
});

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is not a hash');
const size = z.int().min(0);
const mode = z.int().min(0).max(0o777);
const written = { path: filePath, mode };
const writtenFile = z.union([
  z.strictObject({ ...written, text: z.string() }),
  z.strictObject({ ...written, hash, size }),
]);
const change = z.union([writtenFile, z.strictObject({ path: filePath, isRemoved: z.literal(true) })]);

const length = z.number().min(-1e7).max(1e7);
const place = z.strictObject({ x: length, y: length, width: length.exactOptional(), height: length.exactOptional() });
const note = z.strictObject({
  id: z.string().max(128),
  x: length,
  y: length,
  width: length,
  height: length,
  text: z.string().max(20_000),
  colour: z.enum(['yellow', 'blue', 'green', 'red']),
});
const named = z.string().max(512);
const layout = z.strictObject({ places: z.record(named, place), notes: z.record(named, note) });

const revision = z.int().min(0);
const version = z.int().min(1);
const mostFiles = 2_000;

export const saveInput = z.strictObject({
  id: rowId,
  revision,
  baseVersion: version.nullable(),
  saveId: rowId,
  mainFile: filePath,
  changes: z.array(change).max(mostFiles),
  layout: layout.optional(),
});

export const createInput = z.strictObject({
  name: givenName,
  mainFile: filePath,
  files: z.array(writtenFile).min(1).max(mostFiles),
  layout: layout.optional(),
  from: rowId.optional(),
});

export const renameInput = z.strictObject({ id: rowId, name: givenName });

export const publishInput = z.strictObject({
  id: rowId,
  revision,
  note: z.string().max(1_000, 'must not be longer than 1000 characters').optional(),
  latestVersion: version.nullable(),
});

export const versionInput = z.strictObject({ id: rowId, number: version });

export const compareInput = z.strictObject({ id: rowId, from: version.nullable(), to: version.nullable() });

export const sourceInput = z.strictObject({ location: z.string().min(1).max(2048), version: z.int().min(0).max(1000) });
