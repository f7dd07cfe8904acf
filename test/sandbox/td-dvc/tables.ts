import type { Row } from './table-row.ts';

export interface Offering {
  row: Row;
  agency: Row;
  recipients: { id: string; userName: string; fullName: string }[];
  account: { tkThuHuong: string; maNHThuHuong: string; tenTKThuHuong: string } | undefined;
}

/** The portal's tables with an index for every question asked often. Codes are indexed in upper case. */
export interface PortalState {
  groups: Row[];
  groupsByCode: Map<string, Row>;
  procedures: Row[];
  proceduresByCode: Map<string, Row>;
  offeringsById: Map<string, Offering>;
  offeringsByAgency: Map<string, Offering[]>;
  offeringsByProcedure: Map<string, Offering[]>;
  /** Level history. */
  history: Row[];
  cases: Row[];
  casesByProcedure: Map<string, Row[]>;
  components: Row[];
  componentsByCase: Map<string, Row[]>;
  /** By id of their case. */
  steps: Map<string, Row[]>;
  removedSteps: Map<string, Row[]>;
  /** Deleting is soft, so an id is used for good. */
  usedStepIds: Set<string>;
  userGroups: Row[];
  fees: Row[];
  feesByProcedure: Map<string, Row[]>;
  fields: Row[];
  byId: Record<
    'groups' | 'thutucs' | 'truonghopthutucs' | 'thanhphanthutucs' | 'quytrinhxulys' | 'philephis',
    Map<string, Row>
  >;
}

export function addOfferingEntry(state: PortalState, entry: Offering): void {
  state.offeringsById.set(entry.row.id, entry);
  append(state.offeringsByAgency, String(entry.agency.groupCode), entry);
  append(state.offeringsByProcedure, String(entry.row.maTTHC), entry);
}

export function removeOfferingEntry(state: PortalState, id: string): void {
  const entry = state.offeringsById.get(id);
  if (!entry) return;
  state.offeringsById.delete(id);
  withdraw(state.offeringsByAgency, String(entry.agency.groupCode), entry);
  withdraw(state.offeringsByProcedure, String(entry.row.maTTHC), entry);
}

export function addCaseRow(state: PortalState, row: Row): void {
  state.cases.push(row);
  state.byId.truonghopthutucs.set(row.id, row);
  append(state.casesByProcedure, String(row.thuTucId), row);
}

export function removeCaseRow(state: PortalState, id: string): boolean {
  const row = state.byId.truonghopthutucs.get(id);
  if (!row) return false;
  state.byId.truonghopthutucs.delete(id);
  state.cases.splice(state.cases.indexOf(row), 1);
  withdraw(state.casesByProcedure, String(row.thuTucId), row);
  return true;
}

export function addComponentRow(state: PortalState, row: Row): void {
  state.components.push(row);
  state.byId.thanhphanthutucs.set(row.id, row);
  append(state.componentsByCase, String(row.truongHopId), row);
}

export function removeComponentRow(state: PortalState, id: string): void {
  const row = state.byId.thanhphanthutucs.get(id);
  if (!row) return;
  state.byId.thanhphanthutucs.delete(id);
  state.components.splice(state.components.indexOf(row), 1);
  withdraw(state.componentsByCase, String(row.truongHopId), row);
}

export function addStepRow(state: PortalState, row: Row): void {
  state.byId.quytrinhxulys.set(row.id.toLowerCase(), row);
  state.usedStepIds.add(row.id.toLowerCase());
  append(state.steps, String(row.truongHopId), row);
}

export function removeStepRow(state: PortalState, id: string): boolean {
  const row = state.byId.quytrinhxulys.get(id);
  if (!row) return false;
  state.byId.quytrinhxulys.delete(id);
  withdraw(state.steps, String(row.truongHopId), row);
  append(state.removedSteps, String(row.truongHopId), row);
  return true;
}

export function append<Value>(map: Map<string, Value[]>, code: string, value: Value): void {
  const list = map.get(code.toUpperCase());
  if (list) list.push(value);
  else map.set(code.toUpperCase(), [value]);
}

function withdraw<Value>(map: Map<string, Value[]>, code: string, value: Value): void {
  const list = map.get(code.toUpperCase());
  if (list) list.splice(list.indexOf(value), 1);
}
