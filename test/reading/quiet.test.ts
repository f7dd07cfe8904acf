import { write } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, it, vi } from 'vitest';
import { readSpreadsheet } from '../../src/reading/spreadsheet.ts';

const style =
  '<number:number-style style:name="N9"><number:number/><style:map style:condition="value()&gt;0" style:apply-style-name="N9"/></number:number-style>';

it('reads a LibreOffice file with number formats by condition without a word on the console', () => {
  const book = write(
    { SheetNames: ['PL'], Sheets: { PL: { '!ref': 'A1', A1: { t: 's', v: 'PHỤ LỤC I' } } } },
    { bookType: 'ods', type: 'array' },
  );
  const parts = unzipSync(new Uint8Array(book));
  const content = strFromU8(parts['content.xml']!);
  const changed = content.replace(/<office:automatic-styles>/, whole => whole + style);
  expect(changed).not.toBe(content);
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  const [sheet] = readSpreadsheet(zipSync({ ...parts, 'content.xml': strToU8(changed) }), 'ods');
  expect(said).not.toHaveBeenCalled();
  said.mockRestore();
  expect(sheet?.name).toBe('PL');
});
