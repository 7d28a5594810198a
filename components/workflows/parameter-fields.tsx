'use client';

import type { DeploymentDetail, WorkflowView } from '../../server/api/contract.ts';
import { FormFields } from '../inputs/form-fields.tsx';
import type { FieldProblem, Fields } from '../inputs/use-fields.ts';
import type { Selection } from '../topology/elements.ts';
import { Fold } from '../ui/fold.tsx';
import { HealFields } from './heal-fields.tsx';
import { ScaleFields } from './scale-fields.tsx';

interface ParameterFieldsProps {
  deployment: DeploymentDetail;
  workflow: WorkflowView;
  fields: Fields;
  problems: readonly FieldProblem[];
  selection: Selection;
}

/** The parameters of a workflow: those that say what to scale or heal as a form that knows the deployment, the rest as declared. */
export function ParameterFields({ deployment, workflow, fields, problems, selection }: ParameterFieldsProps) {
  const entity = scaledEntity(workflow, fields);
  if (entity !== null) {
    return (
      <>
        <ScaleFields {...{ deploymentId: deployment.id, entity, fields, problems, selection }} />
        <Rest fields={fields} without={[entity, 'delta']} problems={problems} />
      </>
    );
  }
  if (
    workflow.mapping.endsWith('.workflows.auto_heal_reinstall_node_subgraph') &&
    fields.typed['node_instance_id'] !== undefined
  ) {
    return (
      <>
        <HealFields {...{ deployment, fields, problems, selection }} />
        <Rest fields={fields} without={['node_instance_id']} problems={problems} />
      </>
    );
  }
  return <FormFields fields={fields} problems={problems} />;
}

/** The parameter that names what is scaled; null when the workflow is none that scales. */
function scaledEntity({ mapping }: WorkflowView, { typed }: Fields): string | null {
  if (!/\.workflows\.scale(_entity)?$/.test(mapping) || typed['delta'] === undefined) return null;
  return ['scalable_entity_name', 'node_id'].find((name) => typed[name] !== undefined) ?? null;
}

function Rest(props: { fields: Fields; without: readonly string[]; problems: readonly FieldProblem[] }) {
  const specs = props.fields.specs.filter(([name]) => !props.without.includes(name));
  if (specs.length === 0) return null;
  const isWrong = props.problems.some(({ field }) => specs.some(([name]) => name === field));
  return (
    <Fold title="Other parameters of the workflow" open={isWrong}>
      <FormFields fields={{ ...props.fields, specs }} problems={props.problems} />
    </Fold>
  );
}
