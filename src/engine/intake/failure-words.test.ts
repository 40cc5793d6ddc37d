/** What a person is told of a broken file is said in words of this program, whatever a library says. */
import { expect, it } from 'vitest';
import { parseJson } from './bounded-json.ts';
import { zipTrouble } from './failure-words.ts';

it.each([
  [
    new Error(
      'End of central directory record signature not found. Either not a zip file, or file is truncated.',
    ),
    'cut off',
  ],
  [new Error('too many bytes in the stream. expected 12. got at least 40'), 'archive bombs'],
  [new Error('incorrect header check'), 'damaged'],
  [new Error('strong encryption is not supported'), 'password'],
  [new Error('unsupported compression method: 99'), 'office programs'],
  [new Error('something nobody has met'), 'its archive is damaged'],
])('an archive: %s', (error, words) => {
  expect(zipTrouble(error)).toContain(words);
  expect(zipTrouble(error)).not.toMatch(/central directory|stream|header check|unsupported/);
});

it.each([
  ['{"a":1,\n"b":}', 'This is no JSON document: it does not keep to the rules of JSON'],
  ['{"a":1,\n"b":2 "c"', 'in line 2'],
  ['{"a":', 'it is cut off before its end'],
  ['{"secret name": x}', 'This is no JSON document'],
])('a JSON document: %j', (text, words) => {
  const failure = (() => {
    try {
      parseJson(text);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  })();
  expect(failure).toContain(words);
  expect(failure).not.toMatch(/token|position|secret name|valid JSON/i);
});
