import type { WorkflowDefinition } from '../../../core/workflow/definition.ts';
import type { ScriptSettings } from './workflow/run-script.ts';
import { createScriptWorkflow } from './workflow/script-workflow.ts';

/** The workflows of the script plugin, by their mapping without its plugin. */
export function scriptWorkflows(settings: ScriptSettings): ReadonlyMap<string, WorkflowDefinition> {
  return new Map([['script_runner.tasks.execute_workflow', createScriptWorkflow(settings)]]);
}
