import type { Selection } from '../document/history.ts';
import { isTypeSection, type TypeSection } from './type-sections.ts';

type EntrySection = NonNullable<Selection['entry']>['section'];

/** A part of a blueprint beside its nodes. */
export type SectionId = Exclude<EntrySection, TypeSection> | 'imports' | 'types';

/** Where an entry is shown. */
export function sectionIdOf(section: EntrySection): SectionId {
  return isTypeSection(section) ? 'types' : section;
}
