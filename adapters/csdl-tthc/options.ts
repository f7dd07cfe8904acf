import { z } from 'zod';

const path = z.string().trim().min(1);

/** Own keys of a `systems.<name>` entry. Which way in is meant follows from `loginPath` unless `way` says so. */
export const optionsSchema = z
  .strictObject({
    way: z
      .enum(['session', 'gateway'])
      .optional()
      .describe('Way in; default session when loginPath is given'),
    loginPath: path.optional().describe('Session: path that takes user name and password'),
    callPath: path.optional().describe('Session: path of LayThuTuc and LayQDCB'),
    sharePath: path.optional().describe('Session: path of the list and the dictionaries; default callPath'),
    unitCode: z.string().trim().min(1).optional().describe('Session: madonvi; default the locality'),
    username: z.string().optional().describe('Session: user name'),
    password: z.string().optional().describe('Session: its password'),
    dstcode: z.string().optional().describe('Address on the service bus, e.g. VN:GOV:…'),
    providerurl: z
      .string()
      .optional()
      .describe('Address of the provider behind the bus, where the bus asks for it'),
    routing: z.enum(['header', 'query']).default('header').describe('Where dstcode and providerurl travel'),
    sessionExpiredCodes: z
      .array(z.union([z.string(), z.number()]))
      .default([])
      .describe('Known codes of an expired session; when given, other codes do not cause a new login'),
    sessionExpiredPatterns: z
      .array(z.string().min(1))
      .default([])
      .describe('Texts in an answer that mean an expired session'),
    listPath: path.default('/LayDanhSachTTHC').describe('Gateway; may carry a query'),
    procedurePath: path.default('/LayThuTuc').describe('Gateway'),
    decisionPath: path.default('/LayQDCB').describe('Gateway'),
    fieldsPath: path.default('/LayDanhMucLinhVuc').describe('Gateway'),
    bodiesPath: path.optional().describe('Gateway: dictionary of bodies, where there is one'),
    bearerToken: z.string().min(1).optional().describe('Gateway'),
    services: z
      .strictObject({
        list: z.string().min(1).default('LayDanhSachTTHC'),
        procedure: z.string().min(1).default('LayThuTuc'),
        bodies: z.string().min(1).default('LayDanhMucCoQuan'),
        fields: z.string().min(1).default('LayDanhMucLinhVuc'),
        decision: z.string().min(1).default('LayQDCB'),
      })
      .prefault({})
      .describe('Session: names of the services'),
    detailMaxAgeHours: z
      .number()
      .positive()
      .optional()
      .describe(
        'Details and decisions are trusted this long, in hours; default the cacheHours of the configuration',
      ),
  })
  .superRefine((options, context) => {
    if (wayOf(options) === 'gateway') return;
    for (const key of ['loginPath', 'callPath', 'username', 'password'] as const) {
      if (options[key] === undefined) {
        context.addIssue({ code: 'custom', path: [key], message: 'required for the session way in' });
      }
    }
  });

export type Options = z.output<typeof optionsSchema>;

export function wayOf(options: {
  way?: string | undefined;
  loginPath?: string | undefined;
}): 'session' | 'gateway' {
  if (options.way === 'session' || options.way === 'gateway') return options.way;
  return options.loginPath === undefined ? 'gateway' : 'session';
}
