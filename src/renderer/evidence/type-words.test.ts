import { expect, it } from 'vitest';
import { typeWords } from './type-words.ts';

it('calls a type what people call it, and leaves what has no common name as it is', () => {
  expect(typeWords('message/rfc822')).toBe('E-mail');
  expect(typeWords('Text/Plain; charset=utf-8')).toBe('Text');
  expect(typeWords('image/jpeg')).toBe('JPEG picture');
  expect(typeWords('audio/x-wav')).toBe('WAV sound');
  expect(typeWords('application/x-dosexec')).toBe('application/x-dosexec');
  expect(typeWords('')).toBe('');
});
