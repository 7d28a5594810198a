import { expect } from 'vitest';
import { type StandbyChild, startStandby } from '../../../../e2e/chaos/child.ts';
import type { ProductWithCluster, Run } from './product-with-cluster.ts';

/** Worker processes of a product, of which one works; when it is killed, the one that stands by takes its place. */
export class RelayedWorkers {
  readonly #world: ProductWithCluster;
  readonly #all: StandbyChild[] = [];
  #working: StandbyChild;
  #spare: StandbyChild;

  private constructor(world: ProductWithCluster) {
    this.#world = world;
    this.#working = this.#standby();
    this.#spare = this.#standby();
  }

  /** The product itself must not work (`GANTRY_WORKER: '0'`). */
  static async start(world: ProductWithCluster): Promise<RelayedWorkers> {
    const workers = new RelayedWorkers(world);
    await workers.#working.begin();
    return workers;
  }

  /** Runs a workflow whose first worker dies at a crash point, and whose second one ends it. Gives all that was said. */
  async ranOver(crashAt: string, run: Run): Promise<string> {
    await this.#working.arm(crashAt);
    const execution = await this.#world.start(run, `${run.workflow} ${crashAt}`);
    expect(await this.#working.ended, this.#working.output()).toBe('SIGKILL');
    this.#working = this.#spare;
    await this.#working.begin();
    this.#spare = this.#standby();
    const { status, said } = await this.#world.ended(execution);
    expect(status, said).toBe('terminated');
    return said;
  }

  async close(): Promise<void> {
    for (const worker of this.#all) await worker.kill('SIGKILL');
  }

  #standby(): StandbyChild {
    const { product, cluster } = this.#world;
    const worker = startStandby('worker-process.ts', {
      ...{ DATABASE_URL: product.database.url, GANTRY_DATA_DIR: product.folder, GANTRY_LAB: '0' },
      ...{ GANTRY_TASK_RETRIES: '30', ...cluster.env },
    });
    this.#all.push(worker);
    return worker;
  }
}
