'use client';

import { RotateCcw, SquareFunction } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import type { Json } from '../../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../../core/blueprint/json-object.ts';
import type { DesignDataType, DesignProperty } from '../../../../core/design/design.ts';
import { functionOf } from '../../../../core/dsl/functions/names.ts';
import { describeConstraint } from '../../../inputs/input-constraints.ts';
import { IconButton } from '../../../ui/button.tsx';
import { later } from '../../../ui/later.tsx';
import { useDesigner, useDesignerDocument } from '../../document/use-designer.ts';
import { CallValue } from './call-value.tsx';
import { useFieldPlace } from './form-place.tsx';
import { keptTyping } from './kept-typing.ts';
import { isLiteral } from './literal.ts';
import { LiteralControl } from './literal-control.tsx';
import { NestedFields } from './nested-fields.tsx';
import { ProblemNotes } from './problem-notes.tsx';
import { RawControl, rawNameOf } from './raw-control.tsx';
import { useCommit } from './use-value-commit.ts';
import { isBelow } from './value-changes.ts';
import { useValueForm, type ValueFieldProps } from './value-form.ts';
import { yamlText } from './yaml-text.ts';

const ValuePicker = later(async () => (await import('./value-picker.tsx')).ValuePicker);

/** One value of a form: as a literal by its type, as a call, or as YAML; each change is one step. */
export function ValueField(props: ValueFieldProps) {
  const { name, path, schema, written } = props;
  const kept = keptTyping(useDesignerDocument());
  const rawPlace = useFieldPlace(rawNameOf(path));
  const [draft, setDraft] = useState<string | null>(() => (kept.has(rawPlace) ? yamlOf(written) : null));
  const [isPicking, setPicking] = useState(false);
  const source = useRef<HTMLButtonElement>(null);
  const id = useId();
  const commit = useCommit(path, written);
  const notes = useNotes(props);
  const takesCalls = useValueForm().scope.refuses !== 'calls';
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-6 items-center gap-1">
        <label htmlFor={id} className="min-w-0 truncate font-medium text-sm" title={name}>
          {props.label ?? <span className="font-mono text-xs">{name}</span>}
        </label>
        <span className="ml-auto shrink-0 truncate pl-1 text-ink-3 text-xs">{typeNote(schema)}</span>
        {!props.isFixed && (written !== undefined || props.isMixed) && (
          <IconButton label={`Reset ${name}`} className="!size-6" onClick={() => void commit(undefined)}>
            <RotateCcw className="!size-3.5" />
          </IconButton>
        )}
        {takesCalls && (
          <IconButton
            ref={source}
            label={`Where ${name} comes from`}
            aria-haspopup="dialog"
            aria-expanded={isPicking}
            className="!size-6"
            onClick={() => setPicking(true)}
          >
            <SquareFunction className="!size-3.5" />
          </IconButton>
        )}
      </div>
      <Control
        {...props}
        id={id}
        describedBy={notes.id}
        draft={draft}
        onDraftEnd={() => setDraft(null)}
        onPick={takesCalls ? () => setPicking(true) : undefined}
      />
      {notes.content}
      {isPicking && (
        <ValuePicker
          name={name}
          path={path}
          schema={schema}
          written={written}
          anchor={source}
          onYaml={setDraft}
          onClose={() => setPicking(false)}
        />
      )}
    </div>
  );
}

interface ControlProps extends ValueFieldProps {
  id: string;
  describedBy: string | undefined;
  /** YAML that a person is to complete. */
  draft: string | null;
  onDraftEnd: () => void;
  /** Absent where no call can stand. */
  onPick: (() => void) | undefined;
}

function Control(props: ControlProps) {
  const { path, schema, written, draft, onDraftEnd, id, describedBy } = props;
  const data = useDesigner(({ analysis }) => dataTypeOf(analysis.design?.types.data, schema.type));
  if (draft !== null) {
    return (
      <RawControl id={id} describedBy={describedBy} path={path} written={written} draft={draft} onEnd={onDraftEnd} />
    );
  }
  if (written !== undefined && functionOf(written) !== null)
    return <CallValue {...props} value={written} Field={ValueField} />;
  if (data !== null && (written === undefined || isJsonObject(written))) {
    return <NestedFields id={id} type={data} path={path} written={written} Field={ValueField} />;
  }
  if (written !== undefined && !isLiteral(schema, written)) {
    return (
      <RawControl id={id} describedBy={describedBy} path={path} written={written} draft={null} onEnd={onDraftEnd} />
    );
  }
  return <LiteralControl {...props} />;
}

function yamlOf(written: Json | undefined): string {
  return written === undefined ? '' : yamlText(written);
}

function dataTypeOf(types: Readonly<Record<string, DesignDataType>> | undefined, type: string | null) {
  return type !== null && types !== undefined && Object.hasOwn(types, type) ? (types[type] ?? null) : null;
}

function typeNote({ type, required, default: inherited, itemType }: DesignProperty): string {
  const of = itemType === undefined ? '' : ` of ${itemType}`;
  const shown = type === null ? '' : `${type.slice(type.lastIndexOf('.') + 1)}${of}`;
  return required && inherited === undefined ? `${shown} required`.trim() : shown;
}

/** Help and problems below the field, and the id that ties them to its control. */
function useNotes({ path, schema, name }: ValueFieldProps): { id: string | undefined; content: ReactNode } {
  const id = useId();
  const { problems, root } = useValueForm();
  const here = [...root, ...path];
  const own = problems.filter((problem) => isBelow(problem.path, here));
  const help = [schema.description, ...(schema.constraints ?? []).map(describeConstraint)].filter(Boolean).join(' ');
  if (own.length === 0 && help === '') return { id: undefined, content: null };
  const content = (
    <div id={id} className="flex flex-col gap-1 text-xs">
      {help !== '' && <p className="text-ink-3 [overflow-wrap:anywhere]">{help}</p>}
      <ProblemNotes name={name} problems={own} />
    </div>
  );
  return { id, content };
}
