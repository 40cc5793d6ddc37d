import { describe, expect, it } from 'vitest';
import { electronPackages, missingPackages } from './debian-packages.ts';
import { authorityRecord } from './display.ts';
import { parsePasswd } from './ordinary-user.ts';
import { capture } from './run.ts';

describe('Debian packages', () => {
  it('are missing where none of their names is installed', () => {
    const wanted = [['a'], ['b', 'b-new'], ['c']];
    expect(missingPackages(wanted, new Set(['a', 'b-new']))).toEqual([['c']]);
    expect(missingPackages(electronPackages, new Set())).toEqual(electronPackages);
  });
});

describe('an account', () => {
  it('is read from passwd(5), and is never root', () => {
    expect(parsePasswd('ann:x:1001:1002:Ann,,,:/home/ann:/bin/sh\n')).toEqual({
      name: 'ann',
      uid: 1001,
      gid: 1002,
      home: '/home/ann',
    });
    for (const line of ['', 'root:x:0:0:root:/root:/bin/bash', 'ann:x:one:1002::/home/ann:', 'ann']) {
      expect(parsePasswd(line)).toBeUndefined();
    }
  });
});

describe('permission to draw', () => {
  it('is one record for any display', () => {
    const record = authorityRecord(Buffer.alloc(16, 7));
    expect(record.toString('latin1')).toBe(
      `\xff\xff\0\0\0\0\0\x12MIT-MAGIC-COOKIE-1\0\x10${'\x07'.repeat(16)}`,
    );
  });
});

describe('running a program', () => {
  it('tells its code and words, also where there is none', () => {
    expect(capture(process.execPath, ['-e', 'console.log(1); process.exit(3)'])).toMatchObject({
      code: 3,
      stdout: '1\n',
    });
    expect(capture('/no/such/program', []).code).toBe(127);
  });
});
