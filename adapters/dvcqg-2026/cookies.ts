/** One jar: what the portal hands out goes back to it with the next call, the last value of a name. */
export interface Cookies {
  take(setCookie: string | undefined): void;
  header(): { Cookie?: string };
}

/** Several `Set-Cookie` headers come joined by commas; a day in `Expires` has one of its own. */
const between = /,(?=\s{0,8}[\w!#$%&'*+.^`|~-]{1,200}=)/;

export function createCookies(): Cookies {
  const values = new Map<string, string>();
  return {
    take(setCookie = '') {
      for (const cookie of setCookie.slice(0, 16_000).split(between)) {
        const [pair = ''] = cookie.split(';');
        const at = pair.indexOf('=');
        if (at > 0) values.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
      }
    },
    header: () =>
      values.size === 0 ? {} : { Cookie: [...values].map(([name, value]) => `${name}=${value}`).join('; ') },
  };
}
