import { Box, Braces, type LucideIcon, Spline } from 'lucide-react';
import type { PluginSupport, TypeKind } from '../../server/api/contract.ts';
import type { Tone } from '../ui/chip.tsx';

/** How each kind of type is called and drawn. */
export const kindLook: Record<TypeKind, { label: string; icon: LucideIcon }> = {
  node: { label: 'Node type', icon: Box },
  relationship: { label: 'Relationship', icon: Spline },
  data: { label: 'Data type', icon: Braces },
};

/** What Gantry does with the operations of a plugin. */
export const supportLook: Record<PluginSupport, { label: string; tone: Tone; meaning: string }> = {
  all: { label: 'Runs', tone: 'good', meaning: 'Gantry carries out its operations.' },
  some: {
    label: 'Runs in part',
    tone: 'warn',
    meaning: 'Gantry carries out some of its operations; a run stops when it comes to one of the others.',
  },
  none: {
    label: 'Definitions only',
    tone: 'neutral',
    meaning: 'Blueprints with it compile and are drawn; a run stops when it comes to one of its operations.',
  },
};

/** The address of a type's page; with a plugin and version, as that release defines it. */
export function typeHref(name: string, from?: { plugin: string; version: string }): string {
  const search = from ? `?${new URLSearchParams({ plugin: from.plugin, version: from.version })}` : '';
  return `/types/${encodeURIComponent(name)}${search}`;
}
