import { crashPoints } from '../../../server/runtime/crash-point.ts';
import { type Harvest, Orchard, type Scenario, scenarios } from '../orchard.ts';
import { type Phase, type PhaseOptions, percentile } from '../phase.ts';
import { openProduct } from '../product.ts';
import { shuffled } from '../random.ts';
import { Relay } from '../relay.ts';
import { type Death, differences, tryScenario } from '../trial.ts';

interface Order {
  scenario: Scenario;
  death: Death;
}

/** Each crash point in each workflow: the worker dies there, another ends the run. `amount`: how many of the pairs. */
export const points: Phase = (options) => {
  const pairs = crashPoints.flatMap((point) => scenarios.map((scenario) => ({ scenario, death: { at: point } })));
  return runOrders(options, ordersByCoverage(pairs, options.random));
};

/** Deaths at random times of random workflows. `amount`: how many kills. */
export const kills: Phase = (options) => {
  const { random } = options;
  function* orders(): Generator<Order> {
    for (;;) {
      const scenario = scenarios[Math.floor(random() * scenarios.length)] as Scenario;
      yield { scenario, death: { afterMs: random() * 900 } };
    }
  }
  return runOrders(options, orders());
};

/** Shuffled, but so that every point and every workflow comes once before either comes a second time. */
function ordersByCoverage<T extends { scenario: Scenario; death: { at: string } }>(
  pairs: readonly T[],
  random: () => number,
): T[] {
  const met = new Map<string, number>();
  const rank = (pair: T): number => Math.max(met.get(pair.death.at) ?? 0, met.get(pair.scenario.name) ?? 0);
  const left = shuffled(pairs, random);
  const orders: T[] = [];
  while (left.length > 0) {
    const position = left.reduce((best, pair, at) => (rank(pair) < rank(left[best] as T) ? at : best), 0);
    const [next] = left.splice(position, 1) as [T];
    orders.push(next);
    met.set(next.death.at, (met.get(next.death.at) ?? 0) + 1);
    met.set(next.scenario.name, (met.get(next.scenario.name) ?? 0) + 1);
  }
  return orders;
}

/** What the undisturbed runs of the scenarios do; every product does the same. */
const undisturbed = new Map<string, Promise<Harvest>>();

async function runOrders({ deadline, amount }: PhaseOptions, orders: Iterable<Order>) {
  const product = await openProduct();
  const relay = new Relay(product.environment);
  const score = newScore();
  try {
    const orchard = await Orchard.open(product);
    for (const { scenario, death } of orders) {
      if (score.killed >= amount || performance.now() > deadline) break;
      const learnt = undisturbed.get(scenario.name) ?? learn(orchard, relay, scenario);
      undisturbed.set(scenario.name, learnt);
      const known = await learnt;
      const trial = await tryScenario(orchard, relay, { scenario, death });
      const found = differences(known, trial.harvest);
      score.runs++;
      score.killed += trial.wasKilled ? 1 : 0;
      if (trial.resumeMs !== null) score.resumeMs.push(trial.resumeMs);
      score.operations += known.operations.length;
      score.lost += found.lost.length;
      score.repeated += found.repeated.length;
      const title = `${scenario.name} (${JSON.stringify(death)})`;
      const wrong = [...trial.problems, ...found.lost, ...found.repeated, ...found.wrong];
      score.problems.push(...wrong.map((problem) => `${title}: ${problem}`));
      if (!trial.wasKilled && death !== null && 'at' in death) score.passedBy++;
    }
  } finally {
    await relay.close();
    await product.close();
  }
  const { runs, killed, passedBy, operations, lost, repeated, problems } = score;
  const figures = {
    ...{ runs, kills: killed, not_on_the_way: passedBy, scenarios: scenarios.length, points: crashPoints.length },
    ...{ operations, lost, repeated, wrong: problems.length - lost - repeated },
    resume_p95_ms: percentile(score.resumeMs, 0.95),
    resume_max_ms: percentile(score.resumeMs, 1),
  };
  return { figures, problems };
}

function newScore() {
  return {
    ...{ runs: 0, killed: 0, passedBy: 0, operations: 0, lost: 0, repeated: 0 },
    resumeMs: [] as number[],
    problems: [] as string[],
  };
}

async function learn(orchard: Orchard, relay: Relay, scenario: Scenario): Promise<Harvest> {
  const trial = await tryScenario(orchard, relay, { scenario, death: null });
  if (trial.problems.length > 0) throw new Error(`Undisturbed, ${scenario.name} fails: ${trial.problems.join('\n')}`);
  if (trial.harvest.operations.length === 0) throw new Error(`${scenario.name} runs no operation.`);
  return trial.harvest;
}
