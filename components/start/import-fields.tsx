'use client';

import { SecretSelect } from '../hosts/secret-field.tsx';
import { describedBy, Field, Input } from '../ui/field.tsx';
import { Fold } from '../ui/fold.tsx';
import { Segmented } from '../ui/segmented.tsx';
import type { TypedSource } from './import-form.ts';

interface ImportFieldsProps {
  source: TypedSource;
  isLocked: boolean;
  urlProblem: string | undefined;
  /** The other side wants to know who asks. */
  asksForSecret: boolean;
  onChange: (changed: Partial<TypedSource>) => void;
}

/** Where the blueprint is, and who asks for it. */
export function ImportFields({ source, isLocked, urlProblem, asksForSecret, onChange }: ImportFieldsProps) {
  const isGit = source.kind === 'git';
  return (
    <fieldset disabled={isLocked} className="flex min-w-0 flex-col gap-4">
      <legend className="sr-only">Where it is</legend>
      <Segmented
        label="What is there"
        value={source.kind}
        onChange={(kind) => onChange({ kind })}
        options={[
          { value: 'git', label: 'Git repository' },
          { value: 'url', label: 'Archive or YAML file' },
        ]}
      />
      <Field
        id="import-url"
        label="Address"
        help={
          isGit ? 'As git clone takes it: https:// or ssh:// or git@host:path.' : '.zip, .tar.gz or .yaml, up to 50 MB.'
        }
        problem={urlProblem}
      >
        <Input
          {...describedBy('import-url', { help: true, problem: urlProblem !== undefined })}
          autoFocus
          value={source.url}
          onChange={({ target }) => onChange({ url: target.value })}
          placeholder={isGit ? 'https://git.example.org/team/shop.git' : 'https://example.org/shop.tar.gz'}
          inputMode="url"
          spellCheck={false}
          autoComplete="off"
          className="font-mono"
        />
      </Field>
      {isGit && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            id="import-ref"
            label="Branch, tag or commit"
            note="optional"
            help="Empty: the main branch. A commit in full."
          >
            <Word id="import-ref" value={source.ref} onChange={(ref) => onChange({ ref })} />
          </Field>
          <Field id="import-folder" label="Folder" note="optional" help="Where the blueprint is. Empty: the top.">
            <Word id="import-folder" value={source.folder} onChange={(folder) => onChange({ folder })} />
          </Field>
        </div>
      )}
      <Fold
        key={String(asksForSecret)}
        title="Sign in"
        open={asksForSecret || source.secret !== '' || source.user !== ''}
      >
        <Field id="import-user" label="User" note="optional" help="For a token alone it does not matter.">
          <Word id="import-user" value={source.user} onChange={(user) => onChange({ user })} />
        </Field>
        <Field
          id="import-secret"
          label="Password, token or private key"
          note="a secret"
          help="Its value stays on the server: only its name is chosen here."
        >
          <SecretSelect
            {...describedBy('import-secret', { help: true })}
            label="Password, token or private key"
            value={source.secret}
            onChange={(secret) => onChange({ secret })}
          />
        </Field>
      </Fold>
    </fieldset>
  );
}

function Word({ id, value, onChange }: { id: string; value: string; onChange: (value: string) => void }) {
  return (
    <Input
      {...describedBy(id, { help: true })}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      spellCheck={false}
      autoComplete="off"
      className="font-mono"
    />
  );
}
