/** What the YAML door lets in (reliability.md section 0, facts 1-3). */
export interface YamlLimits {
  /** UTF-16 units of text. */
  length: number;
  /** Levels of nesting in the text. */
  depth: number;
  /** Values in the tree when every alias is written out. */
  expandedNodes: number;
  /** Levels of nesting when every alias is written out. */
  expandedDepth: number;
}

export const defaultYamlLimits: YamlLimits = {
  length: 4 * 1024 * 1024,
  depth: 100,
  expandedNodes: 1_000_000,
  expandedDepth: 200,
};
