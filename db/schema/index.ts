export * from './auth.ts';
export * from './blueprint.ts';
export * from './deployment.ts';
export * from './execution.ts';
export * from './host.ts';
export * from './security.ts';
export * from './sign-in.ts';
export * from './tenant.ts';
