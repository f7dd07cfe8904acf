/** Parts of a system, as they are read. */
export const readingParts: Readonly<Record<string, string>> = {
  agencies: 'đơn vị',
  list: 'danh mục thủ tục',
  procedures: 'thủ tục',
  details: 'chi tiết thủ tục',
  decision: 'quyết định công bố',
  fee: 'phí, lệ phí',
  offerings: 'dịch vụ',
  cases: 'trường hợp',
  case: 'chi tiết trường hợp',
  components: 'thành phần hồ sơ',
};
