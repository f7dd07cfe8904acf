import type { Level } from '../../../../src/domain/level.ts';
import { departmentCodes, setListings } from '../../dvcqg-2026/city.ts';
import type { ImplementLevel, PortalListing } from '../../dvcqg-2026/seed.ts';
import type { CityProcedure } from '../base-city.ts';
import type { Planting } from './planting.ts';

/** What people meet at the national portal and should not. */
export function plantPeopleFaults(ground: Planting): void {
  otherLevel(ground, 2, 'FULL', 'nộp được toàn trình, thành phố chỉ cung cấp thông tin');
  otherLevel(ground, 4, 'PARTIAL', 'thành phố toàn trình, người dân gặp một phần');
  tornAudiences(ground);
  publicTest(ground);
  notOffered(ground);
}

type Rows = Omit<PortalListing, 'agency'>[];

/** In place of what people find at one agency. */
function list({ agencies, locality, people }: Planting, code: string, agency: string, rows: Rows): void {
  setListings(people.get(code)!, departmentCodes(locality, agencies).get(agency)!, rows);
}

/** One agency only, so that nothing becomes uneven. */
function ofOneAgency({ take }: Planting, level: Level): { code: string; agency: string } {
  const fits = ({ agencies }: CityProcedure) => agencies.length === 1;
  const { code, agencies } = take({ tier: 'province', levels: [level], fits });
  return { code, agency: agencies[0]! };
}

function otherLevel(ground: Planting, level: Level, implementLevel: ImplementLevel, what: string): void {
  const { code, agency } = ofOneAgency(ground, level);
  list(ground, code, agency, [{ implementLevel }]);
  ground.found('people-land-elsewhere', 'nationalPortal', code, agency, what);
}

function tornAudiences(ground: Planting): void {
  const { code, agency } = ofOneAgency(ground, 4);
  const { cases } = ground.people.get(code)!;
  list(ground, code, agency, [
    { case: 0, audience: 'VIETNAMESE_CITIZEN', implementLevel: 'FULL' },
    { case: 0, audience: 'ENTERPRISE', implementLevel: 'PARTIAL' },
    ...cases.slice(1).map((_, index) => ({ case: index + 1, implementLevel: 'FULL' as const })),
  ]);
  const what = 'FULL cho công dân, PARTIAL cho doanh nghiệp';
  ground.found('audience-conflict', 'nationalPortal', code, null, what);
}

function publicTest(ground: Planting): void {
  const { code, agency } = ofOneAgency(ground, 4);
  list(ground, code, agency, [{ implementLevel: 'FULL' }, { implementLevel: 'FULL', testing: true }]);
  ground.found(
    'test-service-public',
    'nationalPortal',
    code,
    null,
    'bản ghi thử nghiệm bên cạnh dịch vụ thật',
  );
}

function notOffered(ground: Planting): void {
  const { code, agencies } = ground.take({ tier: 'commune' });
  list(ground, code, agencies[7]!, []);
  const what = 'cổng ghi thủ tục áp dụng ở xã này, không có dịch vụ nào';
  ground.found('applied-but-not-offered', 'nationalPortal', code, agencies[7]!, what);
}
