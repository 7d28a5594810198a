'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Trash2, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import type { Design, DesignImport } from '../../../core/design/design.ts';
import { useApi } from '../../api/api.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { usePerform } from '../inspector/values/use-commit.ts';

/** What the blueprint's own files import. */
export function ImportList({ design }: { design: Design }) {
  return (
    <>
      <ul className="flex flex-col gap-1.5">
        {design.imports.map((each) => (
          <Row key={`${each.file} ${each.written}`} imported={each} />
        ))}
      </ul>
      <AddImport />
    </>
  );
}

function Row({ imported: { written, file, location } }: { imported: DesignImport }) {
  const perform = usePerform();
  const isMain = useDesigner((state) => state.mainFile === file);
  return (
    <li className="flex min-h-8 items-center gap-2 rounded-md border border-line pr-1 pl-2">
      <span className="min-w-0 flex-1 truncate font-mono text-xs" title={written}>
        {written}
      </span>
      {!isMain && <span className="shrink-0 text-ink-3 text-xs">in {file}</span>}
      {location === null && (
        <span className="flex shrink-0 items-center gap-1 text-bad text-xs">
          <TriangleAlert aria-hidden className="size-3.5" /> not read
        </span>
      )}
      <IconButton
        label={`Remove the import ${written}`}
        className="!size-6"
        onClick={() => void perform([{ kind: 'remove-import', location: written, file }])}
      >
        <Trash2 className="!size-3.5" />
      </IconButton>
    </li>
  );
}

/** Adds an import: of a plugin that the product knows, of a file of the blueprint, or of any other place. */
function AddImport() {
  const document = useDesignerDocument();
  const api = useApi();
  const id = useId();
  const [location, setLocation] = useState('');
  const { data: plugins = [] } = useQuery(api.catalogue.plugins.queryOptions());
  const files = useDesigner((state) => state.files);
  const mainFile = useDesigner((state) => state.mainFile);
  const own = [...files.keys()].filter((path) => path !== mainFile && /\.ya?ml$/i.test(path));
  async function add(): Promise<void> {
    const wanted = location.trim();
    if (wanted === '') return;
    const outcome = await document.perform([{ kind: 'add-import', location: wanted }]);
    if (outcome.ok) setLocation('');
  }
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Input
        aria-label="Location of a new import"
        placeholder="plugin:NAME, a file, or an address"
        list={id}
        value={location}
        spellCheck={false}
        onChange={({ target }) => setLocation(target.value)}
        className="!h-7 min-w-0 flex-1 font-mono !text-xs"
      />
      <datalist id={id}>
        {plugins.map(({ name }) => (
          <option key={name} value={`plugin:${name}`} />
        ))}
        {own.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
      <Button type="submit" size="sm" disabled={location.trim() === ''}>
        <Plus /> Add
      </Button>
    </form>
  );
}
