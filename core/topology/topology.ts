import type { NodeInstanceState } from '../workflow/task-graph.ts';

/** The canvas: node templates with their containment and connections, and per instance what it is doing. */
export interface TopologyView {
  nodes: TopologyNode[];
  edges: TopologyEdge[];
  /** Scaling groups; absent: there are none. */
  groups?: TopologyGroup[];
}

/** What is scaled together. */
export interface TopologyGroup {
  name: string;
  /** Names of node templates and of other groups; what lies in another member is left out. */
  members: string[];
}

export interface TopologyNode {
  id: string;
  type: string;
  /** Root first, own type last. */
  typeHierarchy: string[];
  /** The node template it is contained in. */
  parent: string | null;
  instances: TopologyInstance[];
  /** How many instances the blueprint asks for, per containing instance. */
  defaultInstances: number;
}

export interface TopologyInstance {
  id: string;
  index: number;
  state: NodeInstanceState;
  /** The last operation of the running or last execution failed here. */
  failed: boolean;
}

export interface TopologyEdge {
  id: string;
  source: string;
  target: string;
  type: string;
  kind: 'connected_to' | 'depends_on';
}
