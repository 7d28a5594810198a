import type { DesignerDocument } from '../document/designer-document.ts';
import { type NodeText, textOfNodes } from './copy-nodes.ts';

interface Read {
  nodes: readonly string[];
  /** Of the analysis that it was read from. */
  revision: number;
  /** Undefined while it is on its way. */
  text: NodeText | null | undefined;
}

/** The text of what is chosen, asked for as soon as something is chosen: an event of the clipboard waits for nobody. */
export class ReadyCopy {
  readonly #document: DesignerDocument;
  #last: Read | null = null;

  constructor(document: DesignerDocument) {
    this.#document = document;
  }

  /** Keeps it up to date until what is answered is called. */
  follow(): () => void {
    this.#look();
    return this.#document.subscribe(() => this.#look());
  }

  /** Of what is chosen at this moment. Null: it cannot be copied; undefined: it is being read. */
  get text(): NodeText | null | undefined {
    const { analysis, revision } = this.#document.getState();
    return analysis.revision < revision ? undefined : this.#look().text;
  }

  /** The same once it has been read, whatever is chosen by then. */
  whenRead(): Promise<NodeText | null> {
    return textOfNodes(this.#document, this.#document.getState().selection.nodes);
  }

  #look(): Read {
    const { selection, analysis } = this.#document.getState();
    const { nodes } = selection;
    const { revision } = analysis;
    if (this.#last?.nodes === nodes && this.#last.revision === revision) return this.#last;
    const read: Read = { nodes, revision, text: undefined };
    this.#last = read;
    textOfNodes(this.#document, nodes).then(
      (text) => {
        read.text = text;
      },
      () => {
        read.text = null;
      },
    );
    return read;
  }
}
