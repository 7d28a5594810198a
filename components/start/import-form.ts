import type { ImportSource } from '../../server/api/import-contract.ts';

export type ImportKind = ImportSource['kind'];

/** What a person has written about where a blueprint comes from; empty: not given. */
export interface TypedSource {
  kind: ImportKind;
  url: string;
  ref: string;
  folder: string;
  user: string;
  secret: string;
}

export const emptySource: TypedSource = { kind: 'git', url: '', ref: '', folder: '', user: '', secret: '' };

/** As the server takes it: only what was given. */
export function toSource({ kind, url, ref, folder, user, secret }: TypedSource): ImportSource {
  const given = (fields: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([key, text]) => (text.trim() === '' ? [] : [[key, text.trim()]])),
    );
  const address = { url: url.trim(), ...given({ user, secret }) };
  if (kind === 'url') return { kind, ...address };
  return { kind, ...address, ...given({ ref, folder: folder.replace(/^[./]+|\/+$/g, '') }) };
}

/** What a blueprint from there is called when nobody says otherwise: the last part of the address. */
export function nameFromAddress(url: string): string {
  const path = url.trim().split(/[?#]/)[0] ?? '';
  const last = path.replace(/\/+$/, '').split(/[/:]/).at(-1) ?? '';
  return last.replace(/\.(git|zip|tar\.gz|tgz|ya?ml)$/i, '').replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N} ._\-+@]/gu, '');
}

/** Which of the two an address is most likely of; null: it does not say. */
export function kindOfAddress(url: string): ImportKind | null {
  const text = url.trim();
  if (/^(ssh:\/\/|[\w.+-]+@[\w.-]+:)|\.git\/?$/i.test(text)) return 'git';
  if (/\.(zip|tar\.gz|tgz|ya?ml)([?#]|$)/i.test(text)) return 'url';
  return /^https?:\/\/(www\.)?(github|gitlab)\.com\/[^/]+\/[^/]+\/?$/i.test(text) ? 'git' : null;
}
