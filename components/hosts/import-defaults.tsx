'use client';

import type { HostView } from '../../server/api/contract.ts';
import { describedBy, Field, Input, NativeSelect } from '../ui/field.tsx';
import { Fold } from '../ui/fold.tsx';
import { parseLabels } from './label-text.ts';
import { SecretSelect } from './secret-field.tsx';
import type { HostImport } from './use-host-import.ts';

/** What the hosts get where the text does not say it. */
export function ImportDefaults({ form, hosts }: { form: HostImport; hosts: readonly HostView[] }) {
  const { defaults, setDefault } = form;
  const labels = parseLabels(defaults.labels);
  const problem = labels.ok ? undefined : labels.problem;
  return (
    <Fold title="Where the text does not say it">
      <div className="grid gap-3 md:grid-cols-2">
        <Field id="import-user" label="Account">
          <Input
            id="import-user"
            value={defaults.user}
            onChange={({ target }) => setDefault('user', target.value)}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </Field>
        <Field id="import-key" label="Key" note="a secret">
          <SecretSelect
            id="import-key"
            label="Key"
            value={defaults.keySecret}
            onChange={(name) => setDefault('keySecret', name)}
          />
        </Field>
        <Field id="import-jump" label="Jump host">
          <NativeSelect
            id="import-jump"
            value={defaults.jumpHost}
            onChange={({ target }) => setDefault('jumpHost', target.value)}
          >
            <option value="">None</option>
            {hosts.map(({ id, name }) => (
              <option key={id} value={name}>
                {name}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field id="import-labels" label="Labels" problem={problem}>
          <Input
            {...describedBy('import-labels', { problem: problem !== undefined })}
            value={defaults.labels}
            onChange={({ target }) => setDefault('labels', target.value)}
            placeholder="role=web, zone=north"
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        </Field>
      </div>
    </Fold>
  );
}
