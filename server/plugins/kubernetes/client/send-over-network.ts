import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request as requestPlain } from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectSecure, type TLSSocket } from 'node:tls';
import type { CheckedAddress, Egress } from '../../../security/egress/egress.ts';
import type { ClusterAccess, ClusterRequest, ClusterResponse, SendToCluster } from './cluster-access.ts';
import type { ClusterFault } from './cluster-fault.ts';
import { faultOfNetwork, faultOfPatience } from './network-faults.ts';

/** Milliseconds that a server may take. */
export interface Patience {
  connect: number;
  /** For the whole answer; what goes on without end has none. */
  answer: number;
}

const usual: Patience = { connect: 10_000, answer: 30_000 };

/**
 * Requests to one API server over HTTPS, on connections that are kept for the next ones. Only what `egress` allows is
 * connected to, and at the very address that was checked; plain HTTP only where it says so. What goes wrong is a
 * `ClusterFault`.
 */
export function sendOverNetwork(access: ClusterAccess, egress: Egress, patience: Patience = usual): SendToCluster {
  const agent = agentFor(access);
  return async (request) => {
    const server = access.server.origin;
    try {
      const address = access.connect === null ? await egress.checkUrl(access.server) : null;
      return await new Exchange({ access, agent, address, request, patience }).send();
    } catch (error) {
      if (request.signal?.aborted) throw error;
      throw faultOfNetwork(error, server);
    }
  };
}

type Agent = PlainAgent | SecureAgent;
type Connected = (error: Error | null, stream: Duplex) => void;

function agentFor({ server, tls, connect }: ClusterAccess): Agent {
  const secure = {
    ...(tls.authorities === null ? {} : { ca: tls.authorities }),
    ...(tls.certificate === null ? {} : { cert: tls.certificate }),
    ...(tls.key === null ? {} : { key: tls.key }),
    ...(tls.serverName === null ? {} : { servername: tls.serverName }),
    rejectUnauthorized: !tls.insecure,
  };
  // Servers keep an idle connection longer than that.
  const kept = { keepAlive: true, maxFreeSockets: 4, timeout: 30_000 };
  const isPlain = server.protocol === 'http:';
  const agent = isPlain ? new PlainAgent(kept) : new SecureAgent({ ...kept, ...secure });
  if (connect === null) return agent;
  const through = (options: object, done?: Connected): undefined => {
    connect().then(
      (socket) => done?.(null, isPlain ? socket : connectSecure({ ...options, ...secure, socket })),
      (error: unknown) => done?.(error instanceof Error ? error : new Error(String(error)), undefined as never),
    );
  };
  return Object.assign(agent, { createConnection: through });
}

interface ExchangeParts {
  access: ClusterAccess;
  agent: Agent;
  address: CheckedAddress | null;
  request: ClusterRequest;
  patience: Patience;
}

/** One request and its answer. */
class Exchange {
  readonly #parts: ExchangeParts;

  constructor(parts: ExchangeParts) {
    this.#parts = parts;
  }

  async send(): Promise<ClusterResponse> {
    const first = await this.#try();
    // The server may close a kept connection at the moment in which it is taken up again.
    return first ?? (await this.#try()) ?? Promise.reject(new Error('the connection was closed twice'));
  }

  /** Null: a kept connection was closed meanwhile, and the request may be sent again. */
  #try(): Promise<ClusterResponse | null> {
    const { request, patience, access } = this.#parts;
    const { promise, resolve, reject } = Promise.withResolvers<ClusterResponse | null>();
    const sent = this.#open();
    const server = access.server.origin;
    const limits = new Limits(sent);
    limits.connecting(faultOfPatience(server, 'connect', patience.connect / 1000), patience.connect);
    if (!request.isStream) limits.answering(faultOfPatience(server, 'answer', patience.answer / 1000), patience.answer);
    sent.once('response', (answer) => resolve(this.#answerOf(answer, limits)));
    sent.once('error', (error) => {
      limits.end();
      const isStale = sent.reusedSocket && request.method !== 'POST' && limits.fault === null && isReset(error);
      if (isStale && !request.signal?.aborted) resolve(null);
      else reject(limits.fault ?? error);
    });
    sent.end(request.body);
    return promise;
  }

  #open(): ClientRequest {
    const { access, agent, address, request } = this.#parts;
    const url = new URL(access.server);
    url.pathname = '';
    const prefix = access.server.pathname.replace(/\/+$/, '');
    const body = request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) };
    const send = access.server.protocol === 'http:' ? requestPlain : requestSecure;
    return send(url, {
      agent,
      method: request.method,
      path: `${prefix}${request.path}`,
      headers: {
        accept: request.isStream ? '*/*' : 'application/json',
        'user-agent': 'gantry',
        ...(request.contentType === undefined ? {} : { 'content-type': request.contentType }),
        ...(access.authorization === null ? {} : { authorization: access.authorization }),
        ...body,
      },
      ...(address === null ? {} : { lookup: always(address) }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
  }

  #answerOf(answer: IncomingMessage, limits: Limits): ClusterResponse {
    const { access } = this.#parts;
    const headers = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return {
      status: answer.statusCode ?? 0,
      headers: Object.fromEntries(headers),
      body: contentOf(answer, limits, access.server.origin),
    };
  }
}

/** Ends a request that takes too long, and remembers which limit that was. */
class Limits {
  readonly #sent: ClientRequest;
  readonly #timers: NodeJS.Timeout[] = [];
  fault: ClusterFault | null = null;

  constructor(sent: ClientRequest) {
    this.#sent = sent;
  }

  connecting(fault: ClusterFault, milliseconds: number): void {
    const timer = this.#arm(fault, milliseconds);
    this.#sent.once('socket', (socket: Socket | TLSSocket) => {
      const connected = (): void => clearTimeout(timer);
      if (this.#sent.reusedSocket) return connected();
      const event = 'encrypted' in socket ? 'secureConnect' : 'connect';
      socket.once(event, connected);
      // A connection that was there already never tells it, and is kept for many requests.
      this.#sent.once('close', () => socket.off(event, connected));
    });
    this.#sent.once('response', () => clearTimeout(timer));
  }

  answering(fault: ClusterFault, milliseconds: number): void {
    this.#arm(fault, milliseconds);
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #arm(fault: ClusterFault, milliseconds: number): NodeJS.Timeout {
    const timer = setTimeout(() => {
      this.fault ??= fault;
      this.#sent.destroy(fault);
    }, milliseconds);
    this.#timers.push(timer);
    return timer;
  }
}

async function* contentOf(answer: IncomingMessage, limits: Limits, server: string): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of answer as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    throw limits.fault ?? faultOfNetwork(error, server);
  } finally {
    limits.end();
    if (!answer.complete) answer.destroy();
  }
}

function isReset(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

/** The name was looked up once; what it stands for a moment later does not matter. */
function always({ address, family }: CheckedAddress): LookupFunction {
  return (_name, options, done) => {
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
}
