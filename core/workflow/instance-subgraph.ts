import { addPostStart, addPreStop, isHost } from './host-steps.ts';
import { groupByTargetNode } from './links.ts';
import { type LinkedRelationship, type NodeSubject, nodeOperation, relationshipOperations } from './operations.ts';
import type { HostPhase, Lifecycle, OperationPhase, Phase, RelationshipPhase } from './phases.ts';
import { createSequence, type GraphDraft, type Sequence, type UnplacedOperation } from './sequence.ts';

/** The instance whose tasks are being built, with everything that decides them. */
export interface Subject extends NodeSubject {
  links: readonly LinkedRelationship[];
  /** The last group of relationships comes first. */
  isReversed: boolean;
}

/** Where the tasks go. */
export interface Placement {
  draft: GraphDraft;
  /** The subgraph's own task id. */
  id: string;
}

/** Adds what an instance goes through (runtime.md A.1, A.2). Returns the task that follows each operation. */
export function addBody(placement: Placement, subject: Subject, lifecycle: Lifecycle): ReadonlyMap<string, string> {
  const sequence = createSequence(placement.draft, placement.id, subject.instance.id);
  const isIdle = lifecycle.idle !== undefined && !lifecycle.phases.some((phase) => hasWork(phase, subject));
  for (const phase of isIdle ? (lifecycle.idle ?? []) : lifecycle.phases) addPhase(sequence, phase, subject);
  sequence.end();
  return sequence.followers;
}

function hasWork(phase: Phase, subject: Subject): boolean {
  if (phase.kind === 'announcement' || isSkipped(phase, subject)) return false;
  if (phase.kind === 'host') return isHost(subject.node);
  if (phase.kind === 'operation') return nodeOperation(subject, phase.operation) !== undefined;
  return forks(phase, subject).length > 0;
}

function isSkipped(phase: Phase, subject: Subject): boolean {
  return phase.skippedIn.has(subject.instance.state);
}

function addPhase(sequence: Sequence, phase: Phase, subject: Subject): void {
  if (isSkipped(phase, subject)) {
    const text = phase.skippedText?.replace('<state>', subject.instance.state) ?? textOfNothing(phase);
    if (text !== undefined) sequence.announce({ text }, true);
    return;
  }
  if (phase.kind === 'announcement') sequence.announce(phase.announcement, phase.isClosing);
  else if (phase.kind === 'operation') addOperation(sequence, phase, subject);
  else if (phase.kind === 'relationships') addRelationships(sequence, phase, subject);
  else addHostSteps(sequence, phase, subject);
}

function textOfNothing(phase: Phase): string | undefined {
  return phase.kind === 'operation' ? phase.nothingText : undefined;
}

function addOperation(sequence: Sequence, phase: OperationPhase, subject: Subject): void {
  const operation = nodeOperation(subject, phase.operation);
  if (!operation) {
    if (phase.nothingText !== undefined) sequence.announce({ text: phase.nothingText }, true);
    return;
  }
  if (phase.before) sequence.announce(phase.before, false);
  sequence.fork([operation]);
  if (phase.after) sequence.announce(phase.after, true);
}

function addRelationships(sequence: Sequence, phase: RelationshipPhase, subject: Subject): void {
  const groups = forks(phase, subject);
  if (groups.length === 0) return;
  if (phase.before) sequence.announce(phase.before, false);
  for (const group of groups) sequence.fork(group);
  if (phase.after) sequence.announce(phase.after, true);
}

/** One fork for each group of relationships that has something to do (runtime.md A.4). */
function forks(phase: RelationshipPhase, subject: Subject): UnplacedOperation[][] {
  const groups = groupByTargetNode(subject.links);
  if (subject.isReversed) groups.reverse();
  return groups
    .map((group) => group.flatMap((link) => relationshipOperations(subject, link, phase.operation)))
    .filter((fork) => fork.length > 0);
}

function addHostSteps(sequence: Sequence, phase: HostPhase, subject: Subject): void {
  if (!isHost(subject.node)) return;
  const add = phase.steps === 'post-start' ? addPostStart : addPreStop;
  add(sequence, subject, phase.dialect);
}
