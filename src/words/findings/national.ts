import type { LocalPart } from '../../domain/local-part.ts';
import { numberWords } from '../../domain/number-words.ts';
import { countOf, type First, firstWords } from '../sentence.ts';
import { type ProblemWords, problemWords } from './shape.ts';

/** Rules about a record: `problem` goes on after the procedure's name. */
const ofRecord = <Params>(words: ProblemWords<Params>) =>
  problemWords(words, (_, { procedure, system }) => `Thủ tục ${procedure} trên ${system}`);

const quoted = (texts: First<string>, noun: string) => firstWords(texts, noun, text => `«${text}»`);

/** What is odd about the national record itself. */
export const nationalWords = {
  'fee-suspicious': ofRecord<{ texts: First<string> }>({
    title: 'Mức phí đáng ngờ trên CSDL quốc gia',
    what: 'Bản ghi quốc gia có mức phí dưới 1.000 đồng, nhiều khả năng nhập thiếu ba số không.',
    why: 'Hệ thống lấy số liệu tự động sẽ thu sai, và phí của thủ tục không so sánh được.',
    remedy:
      'Cơ quan kiểm soát TTHC kiểm tra văn bản quy định phí và đề nghị bộ, ngành sửa bản ghi trên CSDL quốc gia.',
    english: {
      title: 'A suspicious fee in the national database',
      what: 'The national record has a fee below 1,000 dong; most likely three zeros are missing.',
      why: 'Systems that take the figure over charge wrong, and the fee cannot be compared.',
      remedy:
        'The body that controls procedures checks the text on fees and asks the ministry to correct the record.',
    },
    problem({ texts }) {
      const actual = quoted(texts, 'mức');
      const expected = 'từ 1.000 đồng trở lên, hoặc miễn phí';
      return { problem: `có mức phí dưới 1.000 đồng: ${actual}`, expected, actual };
    },
  }),
  'free-with-amount': ofRecord<{ texts: First<string> }>({
    title: 'Ghi miễn phí nhưng có số tiền',
    what: 'Bản ghi quốc gia ghi "Miễn phí" hoặc 0 đồng, trong khi phần mô tả lại nêu số tiền phải nộp.',
    why: 'Không biết người dân có phải nộp hay không; mọi so sánh về phí của thủ tục đều bị bỏ qua.',
    remedy:
      'Cơ quan kiểm soát TTHC kiểm tra văn bản quy định phí và đề nghị bộ, ngành ghi số tiền vào đúng ô.',
    english: {
      title: 'Called free, with an amount',
      what: 'The national record says free or 0 dong, while its description names an amount to pay.',
      why: 'Nobody knows whether people have to pay; the fee of the procedure is not compared with anything.',
      remedy:
        'The body that controls procedures checks the text on fees and asks the ministry to enter the amount in its place.',
    },
    problem({ texts }) {
      const actual = quoted(texts, 'chỗ');
      const expected = 'miễn phí, hoặc số tiền phải nộp';
      return { problem: `ghi miễn phí nhưng mô tả nêu số tiền: ${actual}`, expected, actual };
    },
  }),
  'deadline-without-unit': ofRecord<{ amounts: First<number> }>({
    title: 'Thời hạn thiếu đơn vị tính',
    what: 'Bản ghi quốc gia ghi thời hạn là một con số trần, không có đơn vị ngày, ngày làm việc, giờ hay tháng.',
    why: 'Không biết phải trả kết quả khi nào; thời hạn của thủ tục không so sánh được.',
    remedy: 'Cơ quan kiểm soát TTHC đề nghị bộ, ngành bổ sung đơn vị tính thời hạn trên CSDL quốc gia.',
    english: {
      title: 'A deadline without a unit',
      what: 'The national record gives the deadline as a bare number, without days, working days, hours or months.',
      why: 'Nobody knows when the result is due; the deadline cannot be compared.',
      remedy: 'The body that controls procedures asks the ministry to add the unit in the national database.',
    },
    problem({ amounts }) {
      const actual = firstWords(amounts, 'số', amount => `«${numberWords(amount)}»`);
      const problem = `ghi thời hạn ${actual} không có đơn vị tính`;
      return { problem, expected: 'thời hạn có đơn vị tính', actual };
    },
  }),
  'test-residue': ofRecord<{ texts: First<string> }>({
    title: 'Dữ liệu thử còn sót lại',
    what: 'Bản ghi quốc gia mang dấu vết nhập thử, như số quyết định "Demo/QĐ-…", "abc/QĐ-…".',
    why: 'Bản ghi có thể chưa từng được công bố; dựa vào nó là dựa vào dữ liệu không có giá trị pháp lý.',
    remedy:
      'Cơ quan kiểm soát TTHC xác minh với bộ, ngành rồi đề nghị sửa hoặc gỡ bản ghi trên CSDL quốc gia.',
    english: {
      title: 'Left over from a test',
      what: 'The national record has traces of a test, such as a decision numbered "Demo/QD-…" or "abc/QD-…".',
      why: 'The record may never have been announced; whoever relies on it relies on nothing.',
      remedy:
        'The body that controls procedures asks the ministry, then has the record corrected or taken off.',
    },
    problem({ texts }) {
      const actual = quoted(texts, 'chỗ');
      const expected = 'dữ liệu công bố chính thức';
      return { problem: `có dấu vết dữ liệu thử: ${actual}`, expected, actual };
    },
  }),
  'other-locality': ofRecord<{ own: string; bodies: First<string> }>({
    title: 'Cơ quan thực hiện của địa phương khác',
    what: 'Bản ghi quốc gia giao việc thực hiện cho một cơ quan mang tên tỉnh, thành phố khác.',
    why: 'Không xác định được cơ quan nào của thành phố thực hiện thủ tục này.',
    remedy:
      'Cơ quan kiểm soát TTHC đề nghị bộ, ngành sửa cơ quan thực hiện trên CSDL quốc gia; trong lúc chờ, đề nghị Sở TTTT khai nơi áp dụng.',
    english: {
      title: 'A body of another locality',
      what: 'The national record has a body of another province or city carry the procedure out.',
      why: 'Nobody can tell which body of this city carries it out.',
      remedy:
        'The body that controls procedures asks the ministry to correct the body; until then the configuration says where it applies.',
    },
    problem({ own, bodies }) {
      const actual = quoted(bodies, 'cơ quan');
      const expected = `cơ quan của ${own} hoặc tên chung`;
      return { problem: `ghi cơ quan thực hiện của địa phương khác: ${actual}`, expected, actual };
    },
  }),
  'name-twice': ofRecord<{ others: First<string> }>({
    title: 'Hai mã thủ tục cùng một tên',
    what: 'Hai hay nhiều thủ tục còn hiệu lực trên CSDL quốc gia về TTHC mang tên giống hệt nhau dưới các mã khác nhau.',
    why: 'Người dân và cán bộ dễ chọn nhầm mã; có thể một mã đã được thay thế mà chưa bị gỡ.',
    remedy:
      'Cơ quan kiểm soát TTHC xác minh với bộ, ngành mã nào còn dùng, đề nghị gỡ hoặc đặt tên phân biệt.',
    english: {
      title: 'Two codes of one name',
      what: 'Two or more procedures in force in the national database have the very same name under different codes.',
      why: 'People and officials take the wrong code; one of them may have been replaced and not taken off.',
      remedy:
        'The body that controls procedures asks the ministry which code is in use, and has the other taken off or named apart.',
    },
    problem: ({ others }) => ({
      problem: `trùng tên với ${firstWords(others, 'mã')}`,
      expected: 'mỗi tên một mã',
      actual: `${countOf(others) + 1} mã cùng tên`,
    }),
  }),
  'not-localised': ofRecord<{ missing: LocalPart[] }>({
    title: 'Thủ tục chưa được địa phương hóa đủ',
    what: 'Thủ tục đã được công bố toàn quốc nhưng thành phố chưa ghi đủ phần của mình: quyết định công bố của thành phố, mức phí do địa phương quy định, hoặc địa chỉ tiếp nhận hồ sơ.',
    why: 'Người dân không biết nộp ở đâu, nộp bao nhiêu; dịch vụ chưa đủ căn cứ để cung cấp trực tuyến.',
    remedy:
      'Cơ quan kiểm soát TTHC trình quyết định công bố, rồi bổ sung địa chỉ tiếp nhận và mức phí trên CSDL quốc gia và Cổng dịch vụ công thành phố.',
    english: {
      title: 'A procedure that was not localised',
      what: 'The procedure is announced nationally, but the city has not added its own part: its announcing decision, the fee that is left to it, or where files are received.',
      why: 'People do not know where to file or what to pay; the service lacks what it rests on.',
      remedy:
        'The body that controls procedures has the decision issued, then adds the reception address and the fee in the national database and the city portal.',
    },
    problem({ missing }) {
      const words = missing.map(part => localPartNames[part]).join('; ');
      const problem = `chưa được địa phương hóa đủ, còn thiếu: ${words}`;
      return { problem, expected: 'đủ phần của địa phương', actual: `thiếu ${words}` };
    },
  }),
};

/** What a locality adds, by name. */
export const localPartNames: Record<LocalPart, string> = {
  'city-decision': 'quyết định công bố của thành phố',
  'local-fee': 'mức phí, lệ phí do thành phố quy định',
  'reception-address': 'địa chỉ tiếp nhận hồ sơ',
};
