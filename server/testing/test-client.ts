/** An answer of the API: `data` when it went well. */
export interface Answer {
  status: number;
  data: unknown;
  /** The message of a fault, and its `errorCode`. */
  message: string | null;
  errorCode: string | null;
}

interface TrpcBody {
  result?: { data?: unknown };
  error?: { message?: string; data?: { errorCode?: string } };
}

/** Talks to a server as the page does: with its cookies, origin and content types. */
export class TestClient {
  readonly url: string;
  cookie = '';

  constructor(url: string) {
    this.url = url;
  }

  async signIn(who: { email: string; password: string }): Promise<Response> {
    const response = await this.post('/api/auth/sign-in/email', who);
    if (response.ok)
      this.cookie = response.headers
        .getSetCookie()
        .map((cookie) => cookie.split(';', 1)[0])
        .join('; ');
    return response;
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(new URL(path, this.url), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: this.url,
        'sec-fetch-site': 'same-origin',
        cookie: this.cookie,
        ...headers,
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(new URL(path, this.url), { headers: { cookie: this.cookie, ...headers }, redirect: 'manual' });
  }

  async query(path: string, input?: unknown): Promise<Answer> {
    const search = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return toAnswer(await this.get(`/api/trpc/${path}${search}`));
  }

  async mutate(path: string, input: unknown): Promise<Answer> {
    return toAnswer(await this.post(`/api/trpc/${path}`, input));
  }

  async uploadArchive(search: string, archive: Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(new URL(`/api/blueprints/archive?${search}`, this.url), {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream', origin: this.url, cookie: this.cookie, ...headers },
      body: new Uint8Array(archive),
    });
  }
}

async function toAnswer(response: Response): Promise<Answer> {
  const body = (await response.json()) as TrpcBody;
  return {
    status: response.status,
    data: body.result?.data,
    message: body.error?.message ?? null,
    errorCode: body.error?.data?.errorCode ?? null,
  };
}
