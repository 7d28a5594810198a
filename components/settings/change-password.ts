/** Changes the password and ends the other sessions; null when it worked, else what to tell the person. */
export async function changePassword(currentPassword: string, newPassword: string): Promise<string | null> {
  try {
    const response = await fetch('/api/auth/change-password', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ currentPassword, newPassword, revokeOtherSessions: true }),
    });
    if (response.ok) return null;
    const body: unknown = await response.json().catch(() => null);
    if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string')
      return body.message;
    return 'The password was not changed. Check the current one.';
  } catch {
    return 'The server does not answer. Check that it runs, then try again.';
  }
}
