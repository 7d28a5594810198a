import { type Announcement, type Lifecycle, lifecycle, type Phase, relationshipLifecycle } from './phases.ts';

/*
 * Releases before 5.0: states are set whatever the operations are, no phase depends on the state in which an instance
 * was, and there is nothing before creation, after starting, before stopping or after deletion (runtime.md A.12).
 */

/** An installation. */
export const v3InstallLifecycle: Lifecycle = {
  phases: [
    before({ state: 'initializing' }),
    before({ text: 'Creating node', state: 'creating' }),
    operation(`${lifecycle}.create`),
    after({ state: 'created' }),
    relationships('preconfigure'),
    before({ text: 'Configuring node', state: 'configuring' }),
    operation(`${lifecycle}.configure`),
    after({ state: 'configured' }),
    relationships('postconfigure'),
    before({ text: 'Starting node', state: 'starting' }),
    operation(`${lifecycle}.start`),
    { kind: 'host', steps: 'post-start', dialect: 'v3', skippedIn: new Set() },
    operation('cloudify.interfaces.monitoring.start'),
    relationships('establish'),
    after({ state: 'started' }),
  ],
};

/** A removal. */
export const v3UninstallLifecycle: Lifecycle = {
  phases: [
    before({ text: 'Stopping node', state: 'stopping' }),
    operation('cloudify.interfaces.monitoring.stop'),
    { kind: 'host', steps: 'pre-stop', dialect: 'v3', skippedIn: new Set() },
    operation(`${lifecycle}.stop`),
    after({ state: 'stopped' }),
    relationships('unlink'),
    before({ text: 'Deleting node', state: 'deleting' }),
    operation(`${lifecycle}.delete`),
    after({ state: 'deleted' }),
  ],
};

function before(announcement: Announcement): Phase {
  return { kind: 'announcement', skippedIn: new Set(), announcement, isClosing: false };
}

function after(announcement: Announcement): Phase {
  return { kind: 'announcement', skippedIn: new Set(), announcement, isClosing: true };
}

function operation(name: string): Phase {
  return { kind: 'operation', skippedIn: new Set(), operation: name };
}

function relationships(name: string): Phase {
  return { kind: 'relationships', skippedIn: new Set(), operation: `${relationshipLifecycle}.${name}` };
}
