import type { Content } from './content.ts';

/** Every page that is pictured: the name of its picture, and its address. */
export function pagesOf(content: Content): Record<string, string> {
  const { blueprint, deployment, failed, failedExecution, group } = content;
  return {
    home: '/',
    blueprints: '/blueprints',
    'blueprints-upload': '/blueprints?upload=true',
    blueprint,
    'blueprint-node': `${blueprint}?node=app_1`,
    'blueprint-source': `${blueprint}?tab=source`,
    'blueprint-inputs': `${blueprint}?tab=inputs`,
    'deployment-new': `/deployments/new?blueprint=${blueprint.split('/').at(-1)}`,
    deployments: '/deployments',
    deployment,
    'deployment-list': `${deployment}?view=list&node=app_1`,
    'deployment-timeline': `${deployment}?pane=timeline`,
    'deployment-outputs': `${deployment}?tab=outputs`,
    'deployment-executions': `${deployment}?tab=executions`,
    'deployment-preview': `${deployment}?run=uninstall`,
    'deployment-workflow': `${deployment}?run=execute_operation`,
    'deployment-update': `${deployment}?run=update`,
    'deployment-schedules': `${deployment}?tab=schedules`,
    'deployment-failed': `${failed}?exec=${failedExecution}`,
    'deployment-failed-errors': `${failed}?exec=${failedExecution}&level=error`,
    'deployment-failed-timeline': `${failed}?exec=${failedExecution}&pane=timeline`,
    executions: '/executions',
    'executions-schedules': '/executions?tab=schedules',
    'executions-groups': '/executions?tab=groups',
    group,
    hosts: '/hosts',
    'hosts-keys': '/hosts?tab=keys',
    'hosts-add': '/hosts?dialog=add',
    secrets: '/secrets',
    'secrets-new': '/secrets?edit=',
    settings: '/settings',
    'settings-appearance': '/settings?tab=appearance',
    'settings-users': '/settings?tab=users',
    'sign-in': '/sign-in',
    'not-found': '/nothing-here',
  };
}
