import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReservedName, nameSkeleton, samePerson } from '../../src/domain/same-person.ts';

describe('what a name looks like', () => {
  const name = 'Nguyễn Văn Hòa';

  it.each([
    ['the tone mark of the other way of writing', 'Nguyễn Văn Hoà'],
    ['capitals and spaces', ' NGUYỄN  VĂN\u00a0HÒA '],
    ['taken apart into letters and marks', name.normalize('NFD')],
    ['full width', 'Ｎｇｕｙễｎ Ｖăｎ Ｈòａ'],
    ['Cyrillic letters', 'Ngu\u0443ễn Văn Hò\u0430'],
    ['Greek letters', 'Νguyễn Văn Ηòα'],
    ['letters of mathematics', '𝐍𝐠𝐮𝐲ễ𝐧 Văn Hòa'],
    ['invisible characters', 'Nguyễn\u200b Văn\u202e Hòa\u2060\ufe0f'],
    ['punctuation', 'Nguyễn-Văn.Hòa'],
  ])('is the same with %s', (_what, other) => {
    expect(nameSkeleton(other)).toBe(nameSkeleton(name));
    expect(samePerson({ name: other }, { name })).toBe(true);
  });

  it.each([
    ['Cyrillic capitals only', 'TRUNG KIEN', 'ТRUNG КIЕN'],
    ['l, I and 1', 'Ian', 'lan'],
    ['0 and O', 'Tổ 10', 'Tổ lO'],
    ['m and rn', 'Minh', 'Rninh'],
  ])('is the same where %s look alike', (_what, one, other) => {
    expect(nameSkeleton(one)).toBe(nameSkeleton(other));
  });

  it('keeps the letters of Vietnamese apart: Dương is not Đương, Sơn is not Son', () => {
    const vowels = 'aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵ';
    const letters = [...vowels, ...'bcdđghkmnpqrstvx'];
    expect(new Set(letters.map(letter => nameSkeleton(`n${letter}n`))).size).toBe(letters.length);
    expect(nameSkeleton('Dương')).not.toBe(nameSkeleton('Đương'));
  });

  it('does not depend on case, form or invisible characters, whatever the text is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'aAđĐơỄởшжЖαΩß0l|Iе\u0301 ．')), letters => {
        const text = letters.join('');
        const skeleton = nameSkeleton(text);
        expect(nameSkeleton(text.normalize('NFD'))).toBe(skeleton);
        expect(nameSkeleton(letters.join('\u200d'))).toBe(nameSkeleton(letters.join('\u2060')));
        expect(nameSkeleton(` ${text}\u202c`)).toBe(skeleton);
      }),
    );
  });

  it.each([
    'schedule',
    'Schedule ',
    'ѕсһеԁuӏе',
    'ｃｌｉ',
    'СLI',
    'c\u200bli',
    '(chưa đăng nhập)',
    'Chưa đăng nhập',
    '…',
  ])('is reserved for the program itself: %s', reserved => expect(isReservedName(reserved)).toBe(true));

  it('is not reserved where it is somebody else’s', () => {
    for (const free of ['Nguyễn Văn A', 'Lịch', 'Client', 'A']) expect(isReservedName(free)).toBe(false);
  });
});

describe('two who act', () => {
  const token = (subject: string, name: string) => ({
    name,
    identity: `token https://sso.example ${subject}`,
  });
  const key = (id: string, name: string) => ({ name, identity: `key ${id}` });

  it('are one person by what tells accounts apart, whatever they are called', () => {
    expect(samePerson(token('1', 'Trần Thị B'), token('1', 'Lê Văn C'))).toBe(true);
    expect(samePerson(token('1', 'Trần Thị B'), token('2', 'Trần Thị B'))).toBe(false);
    expect(
      samePerson(token('1', 'Trần Thị B'), { name: 'Trần Thị B', identity: 'token https://other.example 1' }),
    ).toBe(false);
    expect(samePerson(token('1', 'Trần Thị B'), key('k', 'Trần Thị B'))).toBe(false);
  });

  it('are one person with a new key, which bears the same name', () => {
    expect(samePerson(key('old', 'Trần Thị B'), key('new', 'Trần Thi\u0323 B'))).toBe(true);
    expect(samePerson(key('old', 'Trần Thị B'), key('new', 'Trần Thị C'))).toBe(false);
  });

  it('are compared by their names where one has nothing else', () => {
    expect(samePerson(token('1', 'Trần Thị B'), { name: 'TRẦN THỊ В' })).toBe(true);
    expect(samePerson(key('k', 'Trần Thị B'), { name: 'Lê Văn C' })).toBe(false);
  });
});
