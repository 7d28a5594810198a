/** A plan cannot be laid out as instances; the message says why and is for people. Caught where a plan is made. */
export class InstanceFault extends Error {
  override name = 'InstanceFault';
}
