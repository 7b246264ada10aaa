import { describe, expect, it } from '@jest/globals';
import { sniff } from './media-type.rules.js';

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

describe('the type of a file', () => {
  it.each([
    ['image/png', bytes([0x89], 'PNG\r\n', [0x1a], '\n'), 'a.txt'],
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0]), 'a.pdf'],
    ['application/pdf', bytes('%PDF-1.7\n', [0xe2, 0xe3]), 'a.doc'],
    ['application/pdf', bytes('junk before ', '%PDF-1.4'), 'a'],
    ['video/mp4', bytes([0, 0, 0, 24], 'ftypisom'), 'a.mp4'],
    ['video/quicktime', bytes([0, 0, 0, 24], 'ftypqt  '), 'a.mov'],
    ['video/webm', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x42, 0x82, 0x84], 'webm'), 'a'],
    ['application/zip', bytes('PK', [3, 4], 'anything.exe'), 'a.docx'],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes('PK', [3, 4], '[Content_Types].xml', 'word/document.xml'),
      'a',
    ],
    ['application/vnd.oasis.opendocument.text', bytes('PK', [3, 4], 'mimetypeapplication/vnd.oasis.opendocument.text'), 'a'],
    ['application/xml', bytes([0xef, 0xbb, 0xbf], '<?xml version="1.0"?><ClinicalDocument/>'), 'a.xml'],
    ['application/xml', bytes('<ClinicalDocument xmlns="urn:hl7-org:v3">'), 'a.xml'],
    ['image/svg+xml', bytes('<?xml version="1.0"?><svg onload="x()">'), 'a.xml'],
    ['text/html', bytes('<!DOCTYPE html><script>'), 'a.xml'],
    ['text/csv', bytes('é;b\n1;2'), 'a.csv'],
    ['text/plain', bytes([0xe9, 0x20, 0x61]), 'latin.log'],
    ['application/json', bytes('{"a":1}'), 'a.json'],
    ['message/rfc822', bytes('From: a\r\n\r\nb'), 'a.eml'],
    ['application/octet-stream', bytes('MZ', [0x90, 0, 3]), 'a.pdf'],
    ['application/octet-stream', bytes(), 'a.txt'],
  ])('is %s', (type, head, name) => {
    expect(sniff(head, name)).toBe(type);
  });

  it('does not depend on where the first bytes are cut', () => {
    const text = Buffer.from('été'.repeat(40));
    for (let length = 1; length < text.length; length++) expect(sniff(text.subarray(0, length), 'a.txt')).toBe('text/plain');
  });
});
