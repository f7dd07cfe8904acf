import type { Level } from '../../domain/level.ts';
import { numberWords } from '../../domain/number-words.ts';
import { type Tier, tierNames } from '../../domain/tier.ts';
import { findingWords } from './shape.ts';

const missingWords = {
  'not-listed': 'hệ thống không có thủ tục này',
  'not-in-use': 'hệ thống có thủ tục này nhưng đã ngừng sử dụng hoặc chưa công khai',
  'not-offered': 'đơn vị không có dịch vụ đang hoạt động',
};

interface Guess {
  code: string;
  name: string;
}

/** What could not be paired, is not where it should be, or is where it should not be. */
export const mappingWords = {
  'unmapped-agency': findingWords<{
    id: string;
    identification?: string;
    name: string;
    offerings: number;
    suggestion?: Guess;
  }>({
    title: 'Đơn vị chưa được ánh xạ',
    what: 'Hệ thống có dịch vụ ở một đơn vị mà danh sách đơn vị của thành phố không nhận ra.',
    why: 'Dịch vụ của đơn vị này không ghép được với hệ thống khác nên không được đối chiếu, và đơn vị tương ứng có thể bị coi là thiếu dịch vụ.',
    remedy:
      'Sở TTTT chọn đơn vị tương ứng trong các gợi ý theo tên, hoặc bổ sung đơn vị vào danh sách. Gợi ý không bao giờ được tự áp dụng.',
    technical: 'dvc-sync map.',
    english: {
      title: 'An agency is not mapped',
      what: "A system has services at an agency that the city's list of agencies does not know.",
      why: 'Its services cannot be paired with those of other systems, so they are not reconciled, and the agency they belong to may be called one that lacks them.',
      remedy:
        'The technical office names the agency with the command map (it suggests by name), or adds it to the list. Suggestions are never applied by themselves.',
    },
    say({ id, identification, name, offerings, suggestion }, { system }) {
      const known = identification && identification !== id ? `${id}, mã định danh ${identification}` : id;
      const hint = suggestion ? ` Gợi ý: ${suggestion.name} (${suggestion.code}).` : '';
      return {
        expected: 'một đơn vị trong danh sách của thành phố',
        actual: id,
        message: `Đơn vị «${name}» (${known}) của ${system} có ${numberWords(offerings)} dịch vụ nhưng chưa được ánh xạ với đơn vị nào của thành phố.${hint}`,
      };
    },
  }),
  'unmapped-procedure': findingWords<{ code: string; suggestion?: Guess } | { undecided: string }>({
    title: 'Thủ tục chưa được ánh xạ',
    what: 'Mã thủ tục ở hệ thống không phải mã quốc gia và chưa được khai tương ứng với mã nào; hoặc thủ tục quốc gia chưa xác định được thuộc đơn vị nào của thành phố.',
    why: 'Thủ tục không có mã tương ứng thì không đối chiếu được với danh mục quốc gia; thủ tục chưa rõ đơn vị thực hiện thì không biết đơn vị nào đang thiếu dịch vụ.',
    remedy:
      'Sở TTTT khai mã tương ứng, cơ quan quản lý của lĩnh vực hoặc mã của cơ quan thực hiện; nếu không thì chỉ định đơn vị thực hiện, kèm lý do.',
    technical:
      'dvc-sync map có gợi ý; lĩnh vực ở fields.yaml, mã cơ quan ở agencies.yaml, chỉ định đơn vị ở mục applies của tệp cấu hình.',
    english: {
      title: 'A procedure is not mapped',
      what: 'The code of a procedure at a system is no national code and not mapped to one; or nobody can tell which agencies of the city a national procedure belongs to.',
      why: 'Without a national code nothing can be compared with the national list; without its agencies nobody knows who lacks the service.',
      remedy:
        'The technical office maps the code (the command map suggests), names the managing agency of the field in fields.yaml or the code of the body in the list of agencies, or says under applies in the configuration where it applies, with a reason.',
    },
    say(params, { procedure, system }) {
      if ('undecided' in params)
        return {
          expected: 'đơn vị thực hiện của thành phố',
          actual: params.undecided,
          message: `Thủ tục ${procedure} chưa xác định được đơn vị thực hiện của thành phố. ${params.undecided}.`,
        };
      const { code, suggestion } = params;
      const hint = suggestion ? ` Gợi ý: ${suggestion.code} «${suggestion.name}».` : '';
      return {
        expected: 'một mã của danh mục quốc gia',
        actual: code,
        message: `Thủ tục ${procedure} đang được cung cấp ở ${system} nhưng mã này chưa được ánh xạ với mã nào của danh mục quốc gia.${hint}`,
      };
    },
  }),
  'missing-offering': findingWords<{ reason: keyof typeof missingWords; because?: string }>({
    title: 'Thiếu dịch vụ công tại đơn vị',
    what: 'Theo danh mục quốc gia thủ tục áp dụng cho đơn vị, nhưng hệ thống không có dịch vụ đang hoạt động của đơn vị đó.',
    why: 'Người dân và doanh nghiệp không tìm thấy, không nộp được hồ sơ ở nơi có thẩm quyền giải quyết.',
    remedy:
      'Sở TTTT tạo hoặc mở lại dịch vụ cho đơn vị trên hệ thống; thủ tục có mà chưa công khai thì chỉ cần công khai. Nếu thủ tục không thuộc đơn vị thì khai ngoại lệ, kèm lý do.',
    technical: 'Ngoại lệ ở mục applies của tệp cấu hình.',
    english: {
      title: 'A service is missing at an agency',
      what: 'By the national list the procedure applies to the agency, but the system has no active service of it there.',
      why: 'People and businesses do not find it and cannot file where it is decided.',
      remedy:
        'The technical office creates or reopens the service at the system; a procedure that is there and not public only has to be published. Where the procedure is not for the agency, an exception is put under applies in the configuration, with a reason.',
    },
    say({ reason, because }, { procedure, agency, system }) {
      const actual = missingWords[reason];
      return {
        expected: 'có dịch vụ đang hoạt động',
        actual,
        message: `Thủ tục ${procedure} áp dụng cho ${agency}${because === undefined ? '' : ` (theo cấu hình: ${because})`} nhưng ${system} không có dịch vụ đang hoạt động: ${actual}.`,
      };
    },
  }),
  'unknown-procedure': findingWords<{ rows: number }>({
    title: 'Thủ tục không có trong danh mục quốc gia',
    what: 'Hệ thống đang cung cấp một thủ tục mang mã quốc gia nhưng CSDL quốc gia không có mã đó.',
    why: 'Thủ tục ngoài danh mục không có căn cứ để yêu cầu người dân thực hiện; thường là mã nhập sai, đã bị bãi bỏ hoặc chưa được công khai.',
    remedy:
      'VP UBND xác định thủ tục còn hiệu lực hay không, công khai lên CSDL quốc gia hoặc đề nghị Sở TTTT gỡ, sửa mã trên hệ thống.',
    english: {
      title: 'A procedure is not in the national list',
      what: 'A system offers a procedure with a national code that the national database does not have.',
      why: 'Nothing outside the list may be asked of people; mostly the code is mistyped, withdrawn or not yet public.',
      remedy:
        'The regulatory office finds out whether the procedure is in force, has it made public in the national database, or asks the technical office to take it off or correct its code.',
    },
    say: ({ rows }, { procedure, system }) => ({
      expected: 'có trong danh mục quốc gia',
      actual: `không có; đang cung cấp tại ${numberWords(rows)} đơn vị`,
      message: `Thủ tục ${procedure} đang được cung cấp tại ${numberWords(rows)} đơn vị trên ${system} nhưng không có trong danh mục quốc gia.`,
    }),
  }),
  'withdrawn-still-offered': findingWords<{ rows: number }>({
    title: 'Thủ tục đã bãi bỏ nhưng vẫn cung cấp',
    what: 'CSDL quốc gia đã bãi bỏ hoặc ngừng công khai thủ tục, nhưng hệ thống vẫn để dịch vụ hoạt động.',
    why: 'Người dân có thể nộp hồ sơ, phí cho một thủ tục không còn hiệu lực.',
    remedy:
      'VP UBND xác nhận việc bãi bỏ và phê duyệt; sau đó Sở TTTT ngừng dịch vụ trên hệ thống ở mọi đơn vị nêu trong bằng chứng.',
    english: {
      title: 'A withdrawn procedure is still offered',
      what: 'The national database has withdrawn the procedure or made it no longer public, but the system keeps its service active.',
      why: 'People may hand in files and fees for a procedure that is not in force.',
      remedy:
        'The regulatory office confirms the withdrawal and approves; then the technical office ends the service at every agency named in the evidence.',
    },
    say: ({ rows }, { procedure, system }) => ({
      expected: 'ngừng cung cấp',
      actual: `đang cung cấp tại ${numberWords(rows)} đơn vị`,
      message: `Thủ tục ${procedure} đã bị bãi bỏ hoặc ngừng công khai ở CSDL quốc gia nên phải ngừng cung cấp, nhưng vẫn hoạt động tại ${numberWords(rows)} đơn vị trên ${system}.`,
    }),
  }),
  'duplicate-offering': findingWords<{
    rows: number;
    forms: string[];
    levels?: (Level | null | 'unknown')[];
  }>({
    title: 'Dịch vụ bị khai trùng',
    what: 'Một hệ thống có nhiều dòng đang hoạt động cho cùng một thủ tục tại cùng một đơn vị, kể cả khi thủ tục được ghi dưới hai dạng mã.',
    why: 'Người dân thấy hai dịch vụ giống nhau; {noun} và quy trình của hai dòng dễ lệch nhau, số liệu thống kê bị đếm trùng.',
    remedy: 'Sở TTTT giữ lại một dòng đúng, ngừng các dòng còn lại trên hệ thống.',
    english: {
      title: 'A service stands there twice',
      what: 'A system has several active rows of one procedure at one agency, also where its code is written in two forms.',
      why: 'People see two services alike; their levels and workflows drift apart, and statistics count twice.',
      remedy: 'The technical office keeps the right row and ends the others at the system.',
    },
    say({ rows, forms, levels = [] }, { procedure, agency, system, shown }) {
      const codes = forms.length > 1 ? ` (các mã: ${forms.join(', ')})` : '';
      const each = levels.map(level => shown(level === 'unknown' ? undefined : level));
      const differing = each.length > 0 ? `, không cùng mức: ${each.join('; ')}` : '';
      return {
        expected: 1,
        actual: rows,
        message: `Thủ tục ${procedure} tại ${agency} chỉ cần 1 dòng dịch vụ nhưng ${system} có ${numberWords(rows)} dòng đang hoạt động${codes}${differing}.`,
      };
    },
  }),
  'offered-outside-scope': findingWords<{ level?: Level | null; override?: string; tiers: Tier[] }>({
    title: 'Cung cấp ngoài phạm vi áp dụng',
    what: 'Dịch vụ đang hoạt động ở một đơn vị mà theo danh mục quốc gia thủ tục không áp dụng.',
    why: 'Đơn vị không có thẩm quyền giải quyết; người dân nộp hồ sơ sai nơi.',
    remedy:
      'VP UBND xác định thẩm quyền: ngừng dịch vụ tại đơn vị, hoặc đề nghị Sở TTTT khai đơn vị là nơi được thực hiện, kèm lý do (ví dụ được ủy quyền).',
    technical: 'Đơn vị được thực hiện: mục applies của tệp cấu hình.',
    english: {
      title: 'Offered where it does not apply',
      what: 'A service is active at an agency to which the procedure does not apply by the national list.',
      why: 'The agency may not decide it; people file at the wrong place.',
      remedy:
        'The regulatory office settles who decides it: the service is ended there, or the agency is put under applies in the configuration, with a reason (such as a delegation).',
    },
    say({ level, override, tiers }, { procedure, agency, system, shown }) {
      const why =
        override === undefined
          ? `thực hiện ở ${tiers.map(tier => tierNames[tier]).join(', ')}`
          : `theo cấu hình: ${override}`;
      return {
        expected: 'không cung cấp',
        actual: `đang cung cấp, ${shown(level)}`,
        message: `Thủ tục ${procedure} đang được cung cấp tại ${agency} trên ${system} (${shown(level)}), nhưng thủ tục không áp dụng cho đơn vị này (${why}).`,
      };
    },
  }),
};
