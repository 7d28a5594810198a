import { type EditableBlueprint, openBlueprint } from '../blueprint.ts';
import { setAt, unsetAt } from '../change.ts';
import { templatesOf } from '../containment.ts';
import { Draft } from '../draft.ts';
import { additionOf, openFragment } from '../fragment.ts';
import type { Addition } from '../insert.ts';
import type { IntentOf } from '../intent.ts';
import { checkNewName, inMain, itemsAt, mainTop, placesOf, textAt } from '../places.ts';
import { printEntry } from '../print.ts';
import { Refusal } from '../refusal.ts';
import { renameEverywhere } from '../rename.ts';
import { below, childOf, childrenOf, type Spot, topOf } from '../spot.ts';
import { applyEdits } from '../text-edit.ts';
import { usesOf } from '../uses.ts';
import type { Done } from './delete-node.ts';

/** Puts node templates in as a text has them, under names that are free. */
export function addFragment(draft: Draft, { text, names = {}, known }: IntentOf<'add-fragment'>): Done {
  const fragment = openFragment(text);
  if (fragment === null) {
    throw new Refusal(
      'The text is not YAML with node templates. Copy whole entries of node_templates, from the name of the first on.',
    );
  }
  const chosen = chooseNames(draft.blueprint, fragment, names);
  const alone = known === undefined ? fragment : change(fragment, (own) => removeDangling(own, new Set(known)));
  const ready = change(alone, (own) => {
    for (const [from, to] of chosen) {
      if (from === to) continue;
      const places = placesOf(alone, 'node_templates', from);
      renameEverywhere(own, { places, uses: usesOf(alone, 'node', from), to });
    }
  });
  const [file] = ready.files.values();
  const top = file === undefined ? null : topOf(file);
  const templates = top === null ? [] : childrenOf(childOf(top, 'node_templates'));
  const inputs = top === null ? [] : childrenOf(childOf(top, 'inputs'));
  addEntries(
    draft,
    'inputs',
    inputs.filter(({ step }) => placesOf(draft.blueprint, 'inputs', String(step)).length === 0),
  );
  addEntries(draft, 'node_templates', templates);
  const [only] = chosen.values();
  const label = chosen.size === 1 ? `Paste ${only}` : `Paste ${chosen.size} nodes`;
  return { label, left: [], names: Object.fromEntries(chosen) };
}

/** The fragment after a change of its own text. */
function change(fragment: EditableBlueprint, make: (draft: Draft) => void): EditableBlueprint {
  const draft = new Draft(fragment, 'detach', () => true);
  make(draft);
  const edits = draft.finish();
  const texts = [...fragment.files.values()].map(({ location, text }): [string, string] => [
    location,
    applyEdits(text, edits[location] ?? []),
  ]);
  return openBlueprint({ mainFile: fragment.mainFile, sources: Object.fromEntries(texts) });
}

function chooseNames(
  blueprint: EditableBlueprint,
  fragment: EditableBlueprint,
  wanted: Readonly<Record<string, string>>,
): Map<string, string> {
  const isTaken = (name: string) =>
    (['node_templates', 'groups'] as const).some((section) => placesOf(blueprint, section, name).length > 0);
  const own = templatesOf(fragment).map(({ name }) => name);
  const chosen = new Map<string, string>();
  for (const name of own.filter((each) => Object.hasOwn(wanted, each))) {
    const to = wanted[name] ?? name;
    checkNewName(blueprint, 'node_templates', to);
    chosen.set(name, to);
  }
  const used = new Set(chosen.values());
  for (const name of own) {
    if (chosen.has(name)) continue;
    const free = freeName(name, (each) => isTaken(each) || used.has(each) || (each !== name && own.includes(each)));
    used.add(free);
    chosen.set(name, free);
  }
  return new Map(own.map((name) => [name, chosen.get(name) ?? name]));
}

/** The name itself, or with the first number behind it that is free. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const [, stem = name, number = '1'] = /^(.*?)_(\d{1,6})$/.exec(name) ?? [];
  for (let next = Number(number) + 1; ; next += 1) if (!isTaken(`${stem}_${next}`)) return `${stem}_${next}`;
}

/** Leaves relationships out that lead to nodes which are neither in the fragment nor known. */
function removeDangling(draft: Draft, known: ReadonlySet<string>): void {
  const { blueprint: fragment } = draft;
  for (const { place } of templatesOf(fragment)) {
    for (const relationship of itemsAt(place, 'relationships')) {
      const target = textAt(relationship, 'target');
      if (target === null || known.has(target) || placesOf(fragment, 'node_templates', target).length > 0) continue;
      unsetAt(draft, below(relationship));
    }
  }
}

function addEntries(draft: Draft, section: 'inputs' | 'node_templates', entries: readonly Spot[]): void {
  if (entries.length === 0) return;
  const top = mainTop(draft.blueprint);
  const additions = entries.map(additionOf);
  const known = childOf(top, section);
  if (known?.sharing) {
    for (const { key, value } of additions) setAt(draft, inMain(draft.blueprint, [section, key ?? '']), value);
  } else if (known === null) draft.add(top, sectionOf(draft, { section, additions, top }));
  else for (const addition of additions) draft.add(known, addition);
}

/** A section that is not there yet, with its entries. */
function sectionOf(
  draft: Draft,
  { section, additions, top }: { section: string; additions: readonly Addition[]; top: Spot },
): Addition {
  const style = draft.style(top);
  const lines = additions.flatMap(
    ({ key, value, lines: written }) => written ?? printEntry([key ?? '', value], 0, style).split(style.lineBreak),
  );
  const indent = ' '.repeat(style.step);
  const value = Object.fromEntries(additions.map((each) => [each.key ?? '', each.value]));
  return { key: section, value, lines: [`${section}:`, ...lines.map((line) => (line === '' ? '' : indent + line))] };
}
