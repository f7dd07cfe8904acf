import { z } from 'zod';
import { mapCode } from '../../app/mapping/map.ts';
import { holdClaim } from '../../app/open.ts';
import { writeAgencyId, writeProcedureCode } from '../../config/write-mapping.ts';
import { listedCode } from '../../domain/agency.ts';
import { isNationalShape, localCode } from '../../domain/code.ts';
import { Refusal } from '../../domain/refusal.ts';
import { unmappedCode, unmappedOf } from '../../runs/unmapped.ts';
import { notConfigured, wrongField } from '../problems/problem.ts';
import type { Api } from './api.ts';
import { pageOf, pageOfWhole, pageQuery } from './paging.ts';
import { each, maybe, text } from './schemas.ts';

const unmapped = unmappedCode.meta({ id: 'UnmappedCode' });
const code = z.string().trim().min(1).max(200);

export function mappingRoutes({ get, post }: Api): void {
  get('/map', ['read', 'mappings', 'listUnmapped'], {
    summary: 'Codes of the systems that are none of ours yet, with suggestions; by the last run',
    query: pageQuery,
    answer: pageOf(unmapped).extend({
      run: maybe.describe('The run it is known by; null = none has come to its end, and nothing is known.'),
      unread: z
        .array(text)
        .describe('Systems not read whole: whether more of their codes are none of ours could not be told.'),
    }),
    async do({ store, configuration, query }) {
      const { codes, run, unread } = await unmappedOf(configuration, store);
      return { ...pageOfWhole(codes, query, 'listUnmapped'), run, unread };
    },
  });

  post('/map', ['map', 'mappings', 'mapCode'], {
    summary: 'Say which of our codes a code of a system is',
    description:
      'Written into the files of the configuration; in force once the service has read them again (SIGHUP, restart).',
    body: z.strictObject({
      system: code,
      remote: code.describe('The code there.'),
      kind: z.enum(['agency', 'procedure']),
      code: code.describe('Our code of the agency, or the national code of the procedure.'),
    }),
    answer: z.object({ ...each(text, 'system', 'remote', 'code'), name: maybe }),
    async do({ asking, context, store, configuration, body: { system, remote, kind, code: given } }) {
      const { city, agenciesFile, file } = configuration;
      if (!city.systems.some(({ name }) => name === system)) throw wrongField('system', notConfigured.system);
      const agency = city.agencies.find(({ code: listed }) => listed === listedCode(given, city.agencies));
      if (kind === 'agency' && !agency) throw wrongField('code', notConfigured.agency);
      const national = localCode(given, city.locality);
      if (kind === 'procedure' && !isNationalShape(national))
        throw wrongField('code', {
          vi: 'không phải mã quốc gia dạng 1.004194',
          en: 'is no national code such as 1.004194',
        });
      const ours = kind === 'agency' ? agency!.code : national;
      const taken = await holdClaim(store, 'map', { purpose: 'map', now: context.now });
      if (!taken.held) throw new Refusal('taken-over', { claim: 'map' });
      try {
        await mapCode(asking, { system, remote, code: ours }, () =>
          kind === 'agency'
            ? writeAgencyId(agenciesFile, system, remote, ours)
            : writeProcedureCode(file, system, localCode(remote, city.locality), ours),
        );
      } finally {
        await taken.claim.release();
      }
      return { system, remote, code: ours, name: kind === 'agency' ? agency!.name : null };
    },
  });
}
