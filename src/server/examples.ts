/** What a body may be, by operation: shown in the description, and valid by its schema (a test sees to it). */
export const bodyExamples: Record<string, object> = {
  startRun: { kind: 'reconcile', scope: { full: true } },
  waiveDiscrepancy: { reason: 'Đã báo Bộ, chờ sửa bản ghi quốc gia', until: '31/12/2026' },
  makeTask: { due: '31/12/2026' },
  makePlan: { only: ['1.004194', '1.000894'] },
  approvePlan: { reason: 'Đã xem từng thay đổi' },
  refusePlan: { reason: 'Biểu mẫu chưa đúng mẫu đơn mới' },
  applyPlan: { resume: false, parallel: 2 },
  confirmTask: { reason: 'Đã đăng ký trên CSDL quốc gia ngày 23/11/2026' },
  draftDefinition: { procedure: '1.004194' },
  withdrawReview: { reason: 'Nhập nhầm danh mục của đơn vị khác' },
  agreeReview: {
    procedure: '1.004194',
    agency: 'H13.21.1',
    office: 'regulatory',
    word: 'agreed',
    opinion: 'Luật còn yêu cầu bản chính',
    proposal: 'Kiến nghị sửa khoản 2 Điều 5',
  },
  appraiseReview: {
    procedure: '1.004194',
    agency: 'H13.21.1',
    answers: { 'ket-qua-dien-tu': 'met' },
    result: 'passed',
    reason: 'Đủ nội dung',
  },
  openConsultation: { list: 'appendix-1', silence: 'agrees', until: '31/12/2026', to: ['commune'] },
  answerConsultation: {
    agency: 'H13.21.1',
    answers: [
      { row: 0, say: 'agree' },
      { row: 1, say: 'differ', comment: 'Chưa có máy quét' },
    ],
  },
  closeConsultation: { reason: 'Đã hết hạn lấy ý kiến' },
  askGuidance: {
    procedure: '1.004194',
    agency: 'H13.21.1',
    text: 'Có được nhận bản chụp thay bản chính không?',
  },
  answerGuidance: { text: 'Được, theo Điều 9 Nghị định số 45/2020/NĐ-CP' },
  confirmPublished: {
    procedure: '1.004194',
    agency: 'H13.21.1',
    place: 'Bảng tin của phường',
    on: '30/11/2026',
  },
  holdWorkingSession: {
    ...{ scope: 'unit', subject: 'H13.21.1', heldOn: '30/11/2026', place: 'UBND phường Cái Khế' },
    participants: [{ name: 'Trần Thị B', office: 'Sở TTTT' }],
  },
  agreeAction: { action: 'Gửi mẫu đơn điện tử', owner: 'technical', until: '31/12/2026' },
  settleAction: { word: 'done', reason: 'Đã gửi ngày 15/12/2026' },
  createKey: { name: 'Trần Thị B', role: 'operator', expiresAt: '30/06/2027' },
  waive: { rule: 'name-differs', agency: 'H13.21', reason: 'Tên sẽ sửa trong quý I', until: '31/03/2027' },
  decideReview: { procedure: '1.004194', agency: null, eligible: true, reason: 'Đã họp ngày 02/7' },
  confirmMilestone: { milestone: 'ra-soat', unit: 'H13.21', reason: 'Đã gửi bằng văn bản', on: '30/06/2026' },
  mapCode: { system: 'portal', remote: 'CT-01', kind: 'procedure', code: '1.004194' },
};

/** What a part of an address may be, by its name, where it is no list of words. */
export const pathExamples: Record<string, string | number> = {
  procedure: '1.004194',
  agency: 'H13.21.1',
  unit: 'H13.21',
  fingerprint: '8b1f0c6f5f3d4a0e',
  month: '2026-10',
  count: 5,
};
