/** Something that could be written at a place. */
export interface Offer {
  label: string;
  kind:
    | 'key'
    | 'type'
    | 'node'
    | 'property'
    | 'function'
    | 'input'
    | 'label'
    | 'secret'
    | 'operation'
    | 'file'
    | 'value';
  /** A few words beside it, such as the type of a property. */
  detail: string | null;
  /** Plain text. */
  documentation: string | null;
}

/** Offers of names about which there is nothing more to say. */
export function names(kind: Offer['kind'], labels: Iterable<string>, detail: string | null = null): Offer[] {
  return [...labels].map((label) => ({ label, kind, detail, documentation: null }));
}
