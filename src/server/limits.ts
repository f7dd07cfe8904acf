const second = 1_000;
const mega = 1_024 * 1_024;

/** What the server puts up with beside what the configuration says. */
export const limits = {
  /** JSON and form bodies, bytes; uploads have `server.bodyMegabytes`. The longest we know is a list of procedures. */
  body: mega,
  /** Path with query, characters: proxies in front rarely pass more than 8 K of a first line. */
  address: 4_096,
  /** One parameter in a path, characters; fingerprints and task keys are the longest. */
  parameter: 500,
  /** All headers of a request, bytes; access tokens with many groups reach some kilobytes. */
  headers: 16_384,
  /** To send a whole request; uploads of some megabytes over a slow line take this long. */
  request: 120 * second,
  /** To send a body that is no upload; and for how long nothing at all may come of any. */
  bodyTime: 30 * second,
  bodyIdle: 8 * second,
  /** How often the platform looks whether a request is late. */
  lateness: 2 * second,
  /** To send the headers. */
  headersTime: 20 * second,
  /** An idle connection; longer than the 60 s of common proxies, so that it is they who close it. */
  keepAlive: 72 * second,
  /** How often listeners are asked whether they may still listen; for how long that may stay unknown. */
  listenersAsked: second,
  listenersUnknown: 60 * second,
  /** Rows of one page. */
  page: 500,
  /** Connections that listen for events, in all and of one account: each holds a socket and what it has not read. */
  listeners: 400,
  listenersOfAccount: 100,
  /** Failed sign-ins a minute from one network (address of IPv4, /64 of IPv6), and from everywhere; then 429. */
  failedSignIns: 20,
  allFailedSignIns: 1_000,
  /** Failed sign-ins alike are summed up in the audit trail, in one entry for so long. */
  guessesSummed: 300 * second,
  /** Kinds of them told apart in that time, and what one entry names of what was tried. */
  guessedFrom: 50,
  guessedTargets: 20,
} as const;
