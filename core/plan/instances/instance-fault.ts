import type { DslCode } from '../../diagnostics/codes.ts';

/**
 * A plan cannot be laid out as instances. The message says why and is for people; `code` names the problem as a
 * diagnostic would. Caught where a plan is made or modified.
 */
export class InstanceFault extends Error {
  override name = 'InstanceFault';
  readonly code: DslCode;

  constructor(code: DslCode, message: string) {
    super(message);
    this.code = code;
  }
}
