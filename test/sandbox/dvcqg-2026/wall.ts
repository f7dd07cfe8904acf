import type { IncomingHttpHeaders } from 'node:http';
import { type Answer, page } from './answer.ts';
import type { Quirks } from './quirks.ts';

const portal = 'https://dichvucong.gov.vn';
/** Not named by any source: a name of ours. */
const cookieName = 'TSPORTAL';

/** The firewall in front: it knows visitors by the cookie of a first page. */
export interface Wall {
  refuse(): Answer | 'dropped';
  /** Whether a call may pass; counts those that may. */
  passes(headers: IncomingHttpHeaders, call: number): boolean;
  /** The cookie a page brings. */
  cookie(): string;
  /** A new cookie with the last answer the old one is good for. */
  renewed(headers: IncomingHttpHeaders): string | undefined;
}

export function createWall(quirks: Quirks): Wall {
  const calls = new Map<string, number>();
  const issue = (): string => {
    const value = `${calls.size + 1}-${Date.now().toString(36)}`;
    calls.set(value, 0);
    return `${cookieName}=${value}; Path=/; HttpOnly`;
  };
  const refuse = (): Answer | 'dropped' => {
    if (quirks.wall === 'dropped') return 'dropped';
    return page(
      quirks.wall === 'forbidden' ? 403 : 200,
      'Request Rejected',
      'The requested URL was rejected. Please consult with your administrator.<br><br>Your support ID is: 117',
    );
  };
  return {
    refuse,
    passes(headers, call) {
      if (quirks.refuseFrom > 0 && call >= quirks.refuseFrom) return false;
      if (!quirks.wallChecks) return true;
      const cookie = cookieOf(headers);
      const made = cookie === undefined ? undefined : calls.get(cookie);
      if (made === undefined || (quirks.cookieCalls > 0 && made >= quirks.cookieCalls)) return false;
      if (!comesFromPortal(headers) || !headers['user-agent']?.trim()) return false;
      calls.set(cookie!, made + 1);
      return true;
    },
    cookie: issue,
    renewed(headers) {
      if (quirks.cookieCalls === 0) return undefined;
      return calls.get(cookieOf(headers) ?? '') === quirks.cookieCalls ? issue() : undefined;
    },
  };
}

function cookieOf({ cookie }: IncomingHttpHeaders): string | undefined {
  const pair = cookie?.split(/;\s*/).find(part => part.startsWith(`${cookieName}=`));
  return pair?.slice(cookieName.length + 1);
}

/** The real portal's own address is as good as this server's. */
function comesFromPortal({ origin, referer, host }: IncomingHttpHeaders): boolean {
  return [portal, `http://${host}`].some(
    address => origin === address && (referer === address || referer?.startsWith(`${address}/`)),
  );
}
