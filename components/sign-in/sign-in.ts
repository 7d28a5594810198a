/** Signs in; null when it worked, else what to tell the person. */
export async function signIn(email: string, password: string): Promise<string | null> {
  let response: Response;
  try {
    response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
  } catch {
    return 'The server does not answer. Check that it runs, then try again.';
  }
  if (response.ok) return null;
  if (response.status === 429) return await messageOf(response, 'Too many attempts. Wait a few minutes and try again.');
  if (response.status < 500) return 'E-mail or password is not right.';
  return await messageOf(response, 'The server could not sign you in. Its log says why.');
}

async function messageOf(response: Response, otherwise: string): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const isText = typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string';
  return isText ? String(body.message) : otherwise;
}
