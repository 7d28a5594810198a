'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Json } from '../../../../core/blueprint/json.ts';
import type { Design } from '../../../../core/design/design.ts';
import { functionOf } from '../../../../core/dsl/functions/names.ts';
import { useApi } from '../../../api/api.ts';
import { useDesign } from '../../document/use-designer.ts';
import { freeName } from './free-name.ts';
import type { ValuePath } from './value-changes.ts';
import { useValueForm } from './value-form.ts';
import { findOptions, typedReference, type ValueOption, valueOptions } from './value-options.ts';
import { yamlText } from './yaml-text.ts';

/** What is done when a choice is taken. */
type Act = { kind: 'set'; value: Json } | { kind: 'yaml'; text: string } | { kind: 'new-input'; name: string };

export interface PickerChoice {
  group: string;
  label: string;
  note: string;
  /** Its number among all that are shown. */
  place: number;
  act: Act;
}

interface Subject {
  name: string;
  path: ValuePath;
  written: Json | undefined;
}

/** More of a group are found by searching. */
const mostOfGroup = 30;

/** What is offered for a value, as far as it fits what was typed. */
export function useChoices(text: string, subject: Subject): PickerChoice[] {
  const design = useDesign();
  const { scope, root } = useValueForm();
  const secrets = useSecretKeys();
  const options = useMemo(
    () => (design === null ? [] : valueOptions(design, { scope, secrets })),
    [design, scope, secrets],
  );
  return useMemo(() => {
    if (design === null) return [];
    const offered = options.filter(({ value }) => !isOwnValue(value, root, subject.path));
    const found = [...findOptions(offered, text, mostOfGroup), ...newSecret(options, text)];
    const known = new Set(found.map(({ group, label }) => `${group} ${label}`));
    const typed = typedReference(design, text.trim(), scope).filter(
      (each) => !known.has(`${each.group} ${each.label}`),
    );
    const all = [...newInput(design, text, subject), ...typed.map(toChoice), ...found.map(toChoice)];
    return [...all, ...asWritten(text, subject.written)].map((choice, place) => ({ ...choice, place }));
  }, [design, options, scope, root, subject, text]);
}

/** Whether a value looks up the very property that it would be the value of. */
function isOwnValue(value: Json, [section, node, part]: readonly (string | number)[], path: ValuePath): boolean {
  const call = functionOf(value);
  if (section !== 'node_templates' || part !== 'properties' || call?.name !== 'get_property') return false;
  const [of, ...steps] = Array.isArray(call.args) ? call.args : [];
  return (of === 'SELF' || of === node) && steps.length > 0 && steps.every((step, place) => step === path[place]);
}

function useSecretKeys(): readonly string[] {
  const api = useApi();
  const { data } = useQuery(api.secrets.list.queryOptions());
  return useMemo(() => data?.map(({ name }) => name) ?? [], [data]);
}

function toChoice({ group, label, note, value }: ValueOption): Omit<PickerChoice, 'place'> {
  const isDraft = typeof value === 'object' && value !== null && 'toComplete' in value;
  return {
    group,
    label,
    note,
    act: isDraft ? { kind: 'yaml', text: String(value['toComplete']) } : { kind: 'set', value },
  };
}

/** An input that is made of the field: named after it, or as it was typed. */
function newInput(design: Design, text: string, { path, written }: Subject): Omit<PickerChoice, 'place'>[] {
  if (written !== undefined && functionOf(written) !== null) return [];
  const taken = design.inputs.map(({ name }) => name);
  const typed = text.trim();
  if (typed !== '' && (!/^[A-Za-z_][\w-]*$/.test(typed) || taken.includes(typed))) return [];
  const name = typed === '' ? freeName(nameOf(path), taken) : typed;
  const note = written === undefined ? 'from this field' : 'from this value';
  return [{ group: 'New', label: `Create input ${name}`, note, act: { kind: 'new-input', name } }];
}

function nameOf(path: ValuePath): string {
  return String(path.findLast((step) => typeof step === 'string' && step !== 'concat') ?? 'value');
}

function newSecret(options: readonly ValueOption[], text: string): ValueOption[] {
  const key = text.trim();
  const isKnown = options.some(({ group, label }) => group === 'Secrets' && label === key);
  if (isKnown || !/^[\w./-]{2,}$/.test(key)) return [];
  return [{ group: 'Secrets', label: key, note: 'not stored yet', value: { get_secret: key } }];
}

function asWritten(text: string, written: Json | undefined): Omit<PickerChoice, 'place'>[] {
  const start = written === undefined ? '' : yamlText(written);
  const choices: Omit<PickerChoice, 'place'>[] = [
    { group: 'As written', label: 'YAML', note: 'any value', act: { kind: 'yaml', text: start } },
    { group: 'As written', label: 'Empty text', note: "''", act: { kind: 'set', value: '' } },
  ];
  const wanted = text.trim().toLowerCase();
  return choices.filter(({ label }) => label.toLowerCase().includes(wanted));
}
