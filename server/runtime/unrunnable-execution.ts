/** The execution cannot be run at all, or not any further; the message is for people. */
export class UnrunnableExecution extends Error {
  override name = 'UnrunnableExecution';
}
