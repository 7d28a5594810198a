/** Something that a person is told in passing; a refusal has its reason. */
export interface Saying {
  isGood: boolean;
  title: string;
  reason?: string;
  /** Takes the place of what was said under the same name and is still there. */
  name?: string;
}
