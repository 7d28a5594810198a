import { expect, test } from 'vitest';
import type { DesignFile } from '../document/history.ts';
import { archiveChanges, filesAfter, mainChoices } from './archive-changes.ts';

function filesOf(texts: Record<string, string | null>): Map<string, DesignFile> {
  return new Map(
    Object.entries(texts).map(([path, text]) => [
      path,
      { path, mode: 0o644, text, size: 3, ...(text === null && { hash: path }) },
    ]),
  );
}

const nodes = 'tosca_definitions_version: cloudify_dsl_1_3\nnode_templates: {}\n';
const draft = filesOf({ 'main.yaml': nodes, 'same.sh': 'a', 'gone.sh': 'b', 'logo.png': null });
const archive = filesOf({ 'main.yaml': `${nodes}#`, 'same.sh': 'a', 'new.yaml': nodes, 'logo.png': null });

test('what an archive adds, changes and lacks', () => {
  expect(archiveChanges(draft, archive)).toEqual({
    added: ['new.yaml'],
    changed: ['main.yaml'],
    missing: ['gone.sh'],
    same: 2,
  });
});

test('what it lacks is kept only when that is wanted', () => {
  expect([...filesAfter(draft, archive, false).keys()]).toEqual(['main.yaml', 'same.sh', 'new.yaml', 'logo.png']);
  const kept = filesAfter(draft, archive, true);
  expect([kept.get('gone.sh')?.text, kept.get('main.yaml')?.text]).toEqual(['b', `${nodes}#`]);
});

test('the main file stays where it can', () => {
  expect(mainChoices(archive, 'new.yaml')).toEqual(['new.yaml', 'main.yaml']);
  expect(mainChoices(archive, 'gone.yaml')).toEqual(['main.yaml', 'new.yaml']);
});
