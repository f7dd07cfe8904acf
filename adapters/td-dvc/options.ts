import { z } from 'zod';

export const optionsSchema = z.strictObject({
  username: z
    .string()
    .min(1)
    .describe('Account of the city portal, for nothing else. Reading is enough unless changes are pushed.'),
  password: z.string().min(1).describe('Its password'),
  securityCode: z.string().min(1).optional().describe('Security code, only where the portal asks for one'),
  tenant: z.string().min(1).default('root').describe('Value of the header `Tenant`'),
  pageSize: z.int().min(1).max(5000).default(1000).describe('Rows asked for on one page of a list'),
  loginPath: z
    .string()
    .startsWith('/')
    .default('/api/tokens')
    .describe('Path of the sign-in call, e.g. /api/tokens/ldaplogin for LDAP accounts'),
});

export type Options = z.output<typeof optionsSchema>;
