import type { Design, DesignNode } from '../../../core/design/design.ts';
import { withContents } from './picture.ts';

const containedIn = 'cloudify.relationships.contained_in';
const connectedTo = 'cloudify.relationships.connected_to';
const dependsOn = 'cloudify.relationships.depends_on';

/** Whether a node can run inside of another: by which relationship type, or why not. */
export type HostFit = { isValid: true; types: readonly string[] } | { isValid: false; reason: string };

/** A relationship type between two nodes; `refused` says why it does not fit. */
export interface TypeFit {
  type: string;
  refused: string | null;
}

export function hostFit(design: Design, node: DesignNode, host: DesignNode): HostFit {
  if (node.file === null) return no(`An imported file brings ${node.id}: it cannot be edited here.`);
  const children = Map.groupBy(design.nodes, ({ parent }) => parent);
  if (withContents({ children }, [node.id]).has(host.id)) return no(`${host.id} is inside ${node.id}, or is it.`);
  if (node.parent === host.id) return no(`${node.id} is inside ${host.id} already.`);
  return { isValid: true, types: [containedIn] };
}

export function typeFits(design: Design, source: DesignNode, target: DesignNode): TypeFit[] {
  if (source.file === null) return [];
  const known = Object.keys(design.types.relationships);
  const types = [connectedTo, dependsOn, ...known.filter((type) => type !== connectedTo && type !== dependsOn)];
  return types.map((type) => {
    const isContainment = design.types.relationships[type]?.hierarchy.includes(containedIn) ?? false;
    const fit = isContainment ? hostFit(design, source, target) : null;
    return { type, refused: fit === null || fit.isValid ? null : fit.reason };
  });
}

function no(reason: string): HostFit {
  return { isValid: false, reason };
}
