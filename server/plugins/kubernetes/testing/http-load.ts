import { get } from 'node:http';

/** One request of a load; exactly one of `body` and `failure` is there. */
export interface LoadAnswer {
  /** Milliseconds since 1970, when it was sent. */
  at: number;
  url: string;
  /** The text of an answer with status 200. */
  body: string | null;
  /** What went wrong: another status, a broken or refused connection, no answer in time. */
  failure: string | null;
}

/** Requests that go on until they are told to end. */
export interface HttpLoad {
  /** Those that have ended, in the order in which they were sent. */
  answers(): LoadAnswer[];
  /** Sends no more, and waits for the last answers. */
  end(): Promise<LoadAnswer[]>;
}

const patienceMs = 10_000;

/**
 * Asks the addresses in turn, `perSecond` times a second in all, each time over a new connection, whether the answers
 * before have come or not. Nothing is tried twice.
 */
export function startHttpLoad(urls: readonly string[], perSecond: number): HttpLoad {
  const done: LoadAnswer[] = [];
  const open = new Set<Promise<void>>();
  let sent = 0;
  const timer = setInterval(() => {
    const url = urls[sent % urls.length] ?? '';
    sent += 1;
    const request = ask(url).then((answer) => {
      done.push(answer);
      open.delete(request);
    });
    open.add(request);
  }, 1000 / perSecond);
  const answers = () => done.toSorted((one, other) => one.at - other.at);
  return {
    answers,
    end: async () => {
      clearInterval(timer);
      await Promise.all(open);
      return answers();
    },
  };
}

function ask(url: string): Promise<LoadAnswer> {
  const at = Date.now();
  return new Promise((resolve) => {
    const fail = (failure: string) => resolve({ at, url, body: null, failure });
    // Without an agent no connection serves twice.
    const request = get(url, { agent: false, signal: AbortSignal.timeout(patienceMs) }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.on('error', ({ message }) => fail(`broken off: ${message}`));
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ at, url, body, failure: null });
        else fail(`status ${response.statusCode ?? 0}`);
      });
    });
    request.on('error', ({ message }) => fail(message));
  });
}
