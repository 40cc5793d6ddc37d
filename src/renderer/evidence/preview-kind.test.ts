import { describe, expect, it } from 'vitest';
import { previewKind } from './preview-kind.ts';

describe('previewKind', () => {
  it('never draws what can run: markup is shown as its text', () => {
    expect(previewKind('text/html')).toBe('text');
    expect(previewKind('image/svg+xml')).toBe('text');
    expect(previewKind('application/xhtml+xml')).toBe('text');
  });
  it('knows pictures, pages and mail', () => {
    expect(previewKind('image/png')).toBe('image');
    expect(previewKind('image/tiff')).toBe('drawn');
    expect(previewKind('application/pdf')).toBe('pdf');
    expect(previewKind('message/rfc822')).toBe('text');
    expect(previewKind('text/plain; charset=utf-8')).toBe('text');
  });
  it('offers nothing for the rest', () => {
    expect(previewKind('application/zip')).toBe('none');
    expect(previewKind('application/vnd.ms-excel')).toBe('none');
    expect(previewKind('')).toBe('none');
  });
});
