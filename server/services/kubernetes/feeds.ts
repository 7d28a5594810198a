import { DeploymentFeed, type DeploymentFeedOptions } from './deployment-feed.ts';

/** One feed for each deployment that somebody looks at, shared by all who do. */
export class Feeds {
  readonly #open = new Map<string, { feed: DeploymentFeed; readers: number }>();
  readonly #optionsOf: (deploymentId: string, tenant: { id: string; name: string }) => DeploymentFeedOptions;

  constructor(optionsOf: (deploymentId: string, tenant: { id: string; name: string }) => DeploymentFeedOptions) {
    this.#optionsOf = optionsOf;
  }

  /** How many deployments are looked at. */
  get size(): number {
    return this.#open.size;
  }

  /** Reads with the feed of a deployment, which ends when its last reader has ended. */
  async *read<T>(
    deploymentId: string,
    tenant: { id: string; name: string },
    read: (feed: DeploymentFeed) => AsyncIterable<T>,
  ): AsyncGenerator<T> {
    const known = this.#open.get(deploymentId) ?? {
      feed: new DeploymentFeed(this.#optionsOf(deploymentId, tenant)),
      readers: 0,
    };
    this.#open.set(deploymentId, known);
    known.readers += 1;
    try {
      yield* read(known.feed);
    } finally {
      known.readers -= 1;
      if (known.readers === 0) {
        this.#open.delete(deploymentId);
        known.feed.close();
      }
    }
  }
}
