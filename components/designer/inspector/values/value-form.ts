'use client';

import { type ComponentType, createContext, type ReactNode, useContext } from 'react';
import type { Json } from '../../../../core/blueprint/json.ts';
import type { DesignProblem, DesignProperty } from '../../../../core/design/design.ts';
import type { ValuePath } from './value-changes.ts';
import { noScope, type ValueScope } from './value-options.ts';
import type { ValueSink } from './value-sink.ts';

/** What the fields of one form share. */
interface ValueForm {
  sink: ValueSink;
  scope: ValueScope;
  /** Problems whose paths begin where the form's paths begin. */
  problems: readonly DesignProblem[];
  /** Of the paths of `problems`, what comes before the form's own. */
  root: readonly (string | number)[];
}

const Context = createContext<ValueForm | null>(null);

export const ValueFormProvider = Context.Provider;

export function useValueForm(): ValueForm {
  const form = useContext(Context);
  if (form === null) throw new Error('A value field is used outside of a form.');
  return form;
}

/** A form whose values have no calls of their own scope and no problems to show. */
export function plainForm(sink: ValueSink): ValueForm {
  return { sink, scope: noScope, problems: [], root: [] };
}

/** One value of a form. */
export interface ValueFieldProps {
  name: string;
  /** What it is called in the form, where that is not the name. */
  label?: ReactNode;
  path: ValuePath;
  schema: DesignProperty;
  /** `undefined`: nothing is written, and the default holds. */
  written: Json | undefined;
  /** Of several things that are shown together, each has another value. */
  isMixed?: boolean;
  /** It has to be there: it cannot be taken away. */
  isFixed?: boolean;
}

/** What draws a value; handed down to values that hold others. */
export type FieldComponent = ComponentType<ValueFieldProps>;
