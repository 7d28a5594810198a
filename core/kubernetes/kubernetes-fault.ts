/** Why something cannot be done on a cluster, and what to do about it. */
export class KubernetesFault extends Error {
  override name = 'KubernetesFault';
  /** A full sentence: what is wrong, and where. */
  readonly detail: string;
  /** A full sentence: how to mend it. */
  readonly hint: string;

  constructor(detail: string, hint: string) {
    super(`${detail} ${hint}`);
    this.detail = detail;
    this.hint = hint;
  }
}
