import type {
  AnyAuthMethod,
  AuthHandlerMiddleware,
  Client,
  KeyboardInteractiveAuthMethod,
  NextAuthHandler,
} from 'ssh2';
import { certifiedKey } from './certificate.ts';
import type { SshCredential, SshTarget } from './endpoint.ts';
import { describeHostKey } from './fingerprint.ts';
import { readPrivateKey } from './private-key.ts';

type Method = 'publickey' | 'password' | 'keyboard-interactive';

/** One try to sign in, and what became of it. */
interface Attempt {
  method: Method;
  /** As messages name it; holds no secret. */
  label: string;
  auth: AnyAuthMethod;
  result: string | null;
}

/**
 * Signs in with the credentials of a target in their order, each only when the machine offers its method, and goes on
 * when a machine wants several (`AuthenticationMethods`). Remembers what was tried, for the message of a failure.
 */
export class Authentication {
  readonly #client: Client;
  readonly #user: string;
  readonly #attempts: Attempt[];
  readonly #started = new Set<Attempt>();
  #current: Attempt | undefined;
  #offered: readonly string[] | null = null;

  /** For one connection. `where` is for messages. Throws `SshFailure` of kind `bad-key` before anything is sent. */
  constructor(client: Client, target: SshTarget, where: string) {
    this.#client = client;
    this.#user = target.user;
    this.#attempts = target.credentials.flatMap((credential) => this.#attemptsOf(credential, where));
  }

  /** What ssh2 asks for the next method. */
  readonly handler: AuthHandlerMiddleware = (offered: readonly string[] | null, isPartial, next) => {
    const last = this.#current;
    if (last) last.result ??= isPartial ? 'accepted, and the machine wants more' : 'refused';
    this.#current = undefined;
    const left = this.#attempts.filter((attempt) => !this.#started.has(attempt));
    // ssh2 does not say what the machine still offers after the keys of an agent.
    this.#offered = last?.auth.type === 'agent' ? null : offered;
    const attempt = this.#offered === null ? this.#opening(left) : left.find(({ method }) => offered?.includes(method));
    if (attempt) this.#start(attempt, next);
    else if (this.#offered === null && left.length > 0) next({ type: 'none', username: this.#user });
    // The types do not know the word for giving up.
    else next(false as unknown as AnyAuthMethod);
  };

  /** What the last method failed of, where the machine does not say. */
  note(reason: string): void {
    if (this.#current) this.#current.result = reason;
  }

  /** What was tried with which result, and what to try; begins in the middle of a sentence. */
  explain(): string {
    if (this.#attempts.length === 0) return 'no key, password or agent was given for it.';
    if (this.#attempts.every((attempt) => attempt.result === 'refused')) {
      return `the machine refused ${this.#attempts.map(({ label }) => label).join(' and ')}. ${this.#advice()}`;
    }
    const tried = this.#attempts.map((attempt) => `${attempt.label}: ${this.#resultOf(attempt)}`);
    return `the machine accepted none of these: ${tried.join('; ')}. ${this.#advice()}`;
  }

  #resultOf(attempt: Attempt): string {
    if (attempt.result !== null) return attempt.result;
    if (this.#started.has(attempt)) return 'no answer';
    if (this.#offered === null || this.#offered.includes(attempt.method)) return 'not tried any more';
    return `not offered by the machine, which takes ${this.#offered.join(', ') || 'nothing'}`;
  }

  #advice(): string {
    const refused = this.#attempts.filter((attempt) => attempt.result === 'refused');
    const advice: string[] = [`that the user ${this.#user} exists there and may sign in`];
    if (refused.some((attempt) => attempt.method === 'publickey')) {
      advice.push('that the public key is in its authorized_keys, in files that nobody else may write to');
    }
    if (refused.some((attempt) => attempt.method !== 'publickey')) advice.push('the password');
    return `Check ${advice.join(', and ')}.`;
  }

  /** A wrong guess would count as a failed try, so a machine is asked what it offers, unless a key goes first. */
  #opening(left: readonly Attempt[]): Attempt | undefined {
    const [first] = left;
    return first?.method === 'publickey' && left.length === this.#attempts.length ? first : undefined;
  }

  #start(attempt: Attempt, next: NextAuthHandler): void {
    this.#started.add(attempt);
    this.#current = attempt;
    next(attempt.auth);
  }

  #attemptsOf(credential: SshCredential, where: string): Attempt[] {
    const username = this.#user;
    if (credential.kind === 'agent') {
      const label = `the keys of the agent at ${credential.socket}`;
      return [attempt('publickey', label, { type: 'agent', username, agent: credential.socket })];
    }
    if (credential.kind === 'password') {
      const { password } = credential;
      const prompt = this.#answerWith(password);
      return [
        attempt('password', 'the password', { type: 'password', username, password }),
        attempt('keyboard-interactive', 'the password as an answer', {
          type: 'keyboard-interactive',
          username,
          prompt,
        }),
      ];
    }
    const key = readPrivateKey(credential, where);
    const { fingerprint, keyType } = describeHostKey(key.getPublicSSH());
    if (credential.certificate === undefined) {
      return [attempt('publickey', `the key ${fingerprint} (${keyType})`, { type: 'publickey', username, key })];
    }
    const { agent, label } = certifiedKey(this.#client, key, { certificate: credential.certificate, where });
    return [attempt('publickey', label, { type: 'agent', username, agent })];
  }

  /** Answers a question for a password, once; to any other question there is no answer. */
  #answerWith(password: string) {
    let answered = false;
    return (...[, , , prompts, finish]: Parameters<KeyboardInteractiveAuthMethod['prompt']>): void => {
      const strange = prompts.find(
        (prompt) => prompt.echo === true || !/pass\s*(word|phrase|code)|kennwort/i.test(prompt.prompt),
      );
      if (strange) {
        this.note(`the machine asked "${strange.prompt.trim().slice(0, 200)}", which Gantry cannot answer`);
      }
      const isAgain = answered && prompts.length > 0;
      answered = true;
      finish(prompts.map(() => (strange || isAgain ? '' : password)));
    };
  }
}

function attempt(method: Method, label: string, auth: AnyAuthMethod): Attempt {
  return { method, label, auth, result: null };
}
