import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readObject, readPage, readText } from '../../../adapters/opencps/answer.ts';
import { nameText, noteText, unescapeHtml } from '../../../adapters/opencps/escape.ts';
import { serviceDetail, templateDetail } from '../../../adapters/opencps/schema.ts';
import { readXml } from '../../../adapters/opencps/xml.ts';
import { parseLenient } from '../../../src/adapter/kit/parse-lenient.ts';
import { toXml } from '../../sandbox/opencps/wire.ts';

describe('XML answers', () => {
  it('give back any record that was written as XML', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter(each => !/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(each));
    const row = fc.record({ code: text, name: text, level: text });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 5 }), rows => {
        expect(readXml(toXml('data', { total: rows.length, data: rows }))).toEqual({
          total: String(rows.length),
          data: rows,
        });
      }),
    );
  });

  it('refuse declarations of entities, however they are written', () => {
    const bomb = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><data><total>&b;</total></data>';
    const outside = '<!doctype r SYSTEM "file:///etc/passwd"><data><total>1</total></data>';
    for (const text of [bomb, outside, `<?xml version="1.0"?>\n${bomb}`])
      expect(() => readXml(text)).toThrow('DTD');
  });

  it('expand the five entities and character references only, and nothing inside CDATA', () => {
    const text =
      '<r><a>&lt;&gt;&amp;&quot;&apos; &#272;&#x1EA1; &b; &nbsp; &#0;</a><c><![CDATA[<x>&amp;</x>]]></c></r>';
    expect(readXml(text)).toEqual({ a: '<>&"\' Đạ &b; &nbsp; &#0;', c: '<x>&amp;</x>' });
  });

  it('refuse what is too deep, too long, cut, or not one element', () => {
    expect(() => readXml('<a>'.repeat(50) + '</a>'.repeat(50))).toThrow();
    expect(() => readXml(`<a>${'x'.repeat(17 * 1024 * 1024)}</a>`)).toThrow('dài quá');
    expect(() => readXml('<data><total>2</total><data><serviceCode>1')).toThrow('cú pháp');
    expect(() => readXml('<a/><b/>')).toThrow();
  });

  it('read a deep but honest answer in time that grows with its length', () => {
    const row = '<data><dossierParts><partNo>TP01</partNo></dossierParts></data>';
    expect(readPage(readXml(`<data><total>20000</total>${row.repeat(20_000)}</data>`)).rows).toHaveLength(
      20_000,
    );
  });
});

describe('answers of either kind', () => {
  it('are told apart by what they are', () => {
    expect(readText('\ufeff {"total":0}')).toEqual({ total: 0 });
    expect(readText('<?xml version="1.0"?><data><total>0</total></data>')).toEqual({ total: '0' });
    for (const [text, reason] of [
      ['', 'rỗng'],
      ['  <!DOCTYPE html><html></html>', 'HTML'],
      ['<HTML><body>502</body></HTML>', 'HTML'],
      ['{"total":1,"data":[{"a"', 'JSON'],
    ] as const) {
      expect(() => readText(text)).toThrow(reason);
    }
  });

  it('hold lists in every shape providers give them', () => {
    const row = { serviceCode: '1.000001' };
    expect(readPage({ total: 0 })).toEqual({ rows: [], total: 0 });
    expect(readPage({ total: '1', data: row })).toEqual({ rows: [row], total: 1 });
    expect(readPage({ total: 2, data: [row, row] })).toEqual({ rows: [row, row], total: 2 });
    expect(readPage({ data: { total: 1, data: row } })).toEqual({ rows: [row], total: 1 });
    expect(readPage({ data: [row] })).toEqual({ rows: [row] });
    expect(readPage({ total: '', data: '' })).toEqual({ rows: [] });
    expect(readObject({ ServiceInfoDetailModel: row }, 'serviceCode')).toEqual(row);
  });

  it('are not taken for empty lists when they are something else', () => {
    for (const value of [{ error: 'x' }, 'x', 5, null, { message: 'No Content.', code: 403 }]) {
      expect(() => readPage(value)).toThrow();
    }
  });
});

describe('escaped texts', () => {
  it('are unescaped once', () => {
    expect(unescapeHtml('Sở Y tế &amp; Dân số &lt;A&gt; &#34;x&#034; &#39;y&#039; &#x2013;')).toBe(
      'Sở Y tế & Dân số <A> "x" \'y\' –',
    );
    expect(unescapeHtml('&amp;lt;')).toBe('&lt;');
    expect(unescapeHtml('&la; &constructor; &#1114112; &; &amp')).toBe(
      '&la; &constructor; &#1114112; &; &amp',
    );
    expect(nameText(' H\u00f4\u0323 ti\u0323ch &amp;\u00a0c\u01b0 tru\u0301 ')).toBe('Hộ tịch & cư trú');
  });

  it('lose simple HTML where notes may hold it', () => {
    expect(noteText('&lt;p&gt;03 ng&#224;y l&#224;m vi&#7879;c&lt;/p&gt;')).toBe('03 ngày làm việc');
    expect(noteText('Trực tiếp: 5 ngày&lt;br/&gt;Trực tuyến: 3 ngày&lt;br&gt;')).toBe(
      'Trực tiếp: 5 ngày; Trực tuyến: 3 ngày',
    );
    expect(noteText('dưới < 5 ngày và > 3')).toBe('dưới < 5 ngày và > 3');
  });
});

describe('records that are not as they should be', () => {
  const service = { serviceInfoId: 1, serviceCode: '1.000001' };

  it('coerce what has another type and the accessor names of other providers', () => {
    const written = {
      ...service,
      active: 'TRUE',
      serviceName: 5,
      domainCode0020: 'HT',
      serviceConfigs: { serviceConfigId: '7', govAgencyCode: 'STP', serviceLevel: 4 },
    };
    expect(parseLenient(serviceDetail, written)).toEqual({
      value: expect.objectContaining({
        serviceInfoId: '1',
        active: true,
        serviceName: '5',
        domainCode: 'HT',
        serviceConfigs: [expect.objectContaining({ serviceConfigId: '7', serviceLevel: '4' })],
      }),
      oddities: [],
    });
  });

  it('lose only what does not fit, and say where', () => {
    const parts = [{ partNo: 'TP01', required: { no: 1 } }, { partNo: null }, 'x', { partNo: 'TP02' }];
    const { value, oddities } = parseLenient(templateDetail, { dossierTemplateId: 3, dossierParts: parts });
    expect(value?.dossierParts.map(({ partNo }) => partNo)).toEqual(['TP01', 'TP02']);
    expect(oddities.map(({ path }) => path)).toContain('dossierParts[0].required');
    const single = parseLenient(templateDetail, {
      dossierTemplateId: 3,
      dossierParts: { partNo: 'TP01', partType: 'một' },
    });
    expect(single.value?.dossierParts[0]?.partNo).toBe('TP01');
    expect(single.oddities.map(({ path }) => path)).toEqual(['dossierParts[0].partType']);
  });

  it('are refused when their key is missing, whatever they are', () => {
    for (const record of [
      null,
      'x',
      5,
      [],
      {},
      { serviceInfoId: 1 },
      { serviceInfoId: {}, serviceCode: '1' },
      { ...service, serviceCode: ' ' },
    ]) {
      const { value, oddities } = parseLenient(serviceDetail, record);
      expect(value).toBeUndefined();
      expect(oddities.length).toBeGreaterThan(0);
    }
  });

  it('never throw', () => {
    fc.assert(
      fc.property(fc.anything(), anything => {
        parseLenient(serviceDetail, anything);
        parseLenient(serviceDetail, {
          ...service,
          serviceConfigs: anything,
          active: anything,
          serviceName: anything,
        });
        parseLenient(templateDetail, {
          dossierTemplateId: 1,
          dossierParts: [anything, { partNo: anything }],
        });
      }),
    );
  });
});
