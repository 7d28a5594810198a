import type { SessionView } from '../api/contract.ts';
import { deleteBlueprint } from './blueprints/delete-blueprint.ts';
import { getBlueprint, listBlueprints, readBlueprintText } from './blueprints/read-blueprints.ts';
import { uploadArchive, uploadBlueprint } from './blueprints/upload-blueprint.ts';
import { catalogueServices } from './catalogue/catalogue-services.ts';
import type { ServiceDependencies } from './dependencies.ts';
import { createDeployment } from './deployments/create-deployment.ts';
import { deleteDeployment } from './deployments/delete-deployment.ts';
import { listDeploymentDeeds, listInstanceOperations } from './deployments/deployment-history.ts';
import { getDeployment, getNodeInstance } from './deployments/get-deployment.ts';
import { listScalables } from './deployments/list-scalables.ts';
import { listUnwellInstances } from './deployments/list-unwell.ts';
import { listWorkflows } from './deployments/list-workflows.ts';
import { watchDeployment } from './deployments/read-deployments.ts';
import { searchDeployments } from './deployments/search-deployments.ts';
import { draftServices } from './drafts/draft-services.ts';
import { logServices } from './executions/log/log-services.ts';
import { getExecution, streamExecution } from './executions/read-executions.ts';
import { resumeExecution } from './executions/resume-execution.ts';
import { listExecutionFacets, searchExecutions } from './executions/search-executions.ts';
import { startExecution } from './executions/start-execution.ts';
import { cancelExecution, decideOperation } from './executions/steer-execution.ts';
import { timelineServices } from './executions/timeline-services.ts';
import { cancelGroup } from './groups/cancel-group.ts';
import { getGroup, listGroups } from './groups/read-groups.ts';
import { startGroup } from './groups/start-group.ts';
import { hostServices } from './hosts/host-services.ts';
import { importServices } from './imports/import-services.ts';
import { kubernetesServices } from './kubernetes/kubernetes-services.ts';
import { listServices } from './lists/list-services.ts';
import { createPreview, getPreview } from './previews/create-preview.ts';
import { scheduleServices } from './schedules/schedule-services.ts';
import { deleteSecret, findSecretUses, listSecrets, putSecret } from './secrets/secrets.ts';
import type { Actor, Services } from './services.ts';
import { listAudit } from './system/list-audit.ts';
import { showSystem } from './system/show-system.ts';
import { updateServices } from './updates/update-services.ts';
import { userServices } from './users/user-services.ts';

/** The use cases with what they need given to them. */
export function createServices(dependencies: ServiceDependencies): Services {
  const d = dependencies;
  return {
    session: (actor) => showSession(d, actor),
    drafts: draftServices(d),
    blueprints: {
      list: (actor) => listBlueprints(d, actor),
      get: (actor, id) => getBlueprint(d, actor, id),
      file: (actor, input) => readBlueprintText(d, actor, input),
      upload: (actor, input) => uploadBlueprint(d, actor, input),
      uploadArchive: (actor, input) => uploadArchive(d, actor, input),
      delete: (actor, id) => deleteBlueprint(d, actor, id),
    },
    deployments: {
      search: (actor, request) => searchDeployments(d, actor, request),
      get: (actor, id) => getDeployment(d, actor, id),
      create: (actor, input) => createDeployment(d, actor, input),
      delete: (actor, input) => deleteDeployment(d, actor, input),
      workflows: (actor, id) => listWorkflows(d, actor, id),
      instance: (actor, input) => getNodeInstance(d, actor, input),
      instanceHistory: (actor, input) => listInstanceOperations(d, actor, input),
      scalables: (actor, id) => listScalables(d, actor, id),
      unwell: (actor, id) => listUnwellInstances(d, actor, id),
      history: (actor, id) => listDeploymentDeeds(d, actor, id),
      changes: (actor, id, signal) => watchDeployment(d, actor, { id, signal }),
    },
    executions: {
      search: (actor, request) => searchExecutions(d, actor, request),
      facets: (actor) => listExecutionFacets(d, actor),
      get: (actor, id) => getExecution(d, actor, id),
      start: (actor, input) => startExecution(d, actor, input),
      preview: (actor, input) => createPreview(d, actor, input),
      getPreview: (actor, id) => getPreview(d, actor, id),
      resume: (actor, input) => resumeExecution(d, actor, input),
      cancel: (actor, input) => cancelExecution(d, actor, input),
      decide: (actor, input) => decideOperation(d, actor, input),
      ...timelineServices(d),
      ...logServices(d),
      stream: (actor, input) => streamExecution(d, actor, input),
    },
    kubernetes: kubernetesServices(d),
    lists: listServices(d),
    schedules: scheduleServices(d),
    groups: {
      list: (actor) => listGroups(d, actor),
      get: (actor, id) => getGroup(d, actor, id),
      start: (actor, input) => startGroup(d, actor, input),
      cancel: (actor, input) => cancelGroup(d, actor, input),
    },
    hosts: hostServices(d),
    imports: importServices(d),
    secrets: {
      list: (actor) => listSecrets(d, actor),
      uses: (actor, name) => findSecretUses(d, actor, name),
      put: (actor, input) => putSecret(d, actor, input),
      delete: (actor, name) => deleteSecret(d, actor, name),
    },
    updates: updateServices(d),
    users: userServices(d),
    catalogue: catalogueServices(d),
    system: (actor) => showSystem(d, actor),
    audit: (actor, filter) => listAudit(d, actor, filter),
  };
}

function showSession(d: ServiceDependencies, actor: Actor): SessionView {
  return {
    user: { id: actor.userId, name: actor.name, email: actor.email },
    tenant: actor.tenant,
    role: actor.role,
    lab: d.lab,
    version: d.version,
  };
}
