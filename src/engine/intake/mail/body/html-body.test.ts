/** HTML of mail: nothing of it runs, loads or can be clicked; what it hides is shown as hidden. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Findings } from '../findings.ts';
import { readHtmlBody } from './html-body.ts';
import { defangTarget } from './links.ts';

function safe(html: string) {
  const findings = new Findings();
  return { ...readHtmlBody(html, findings, 'message'), codes: findings.list.map(({ code }) => code) };
}

test('scripts, styles and handlers leave no word behind, and are named', () => {
  const body = safe(
    '<style>p{}</style><script>alert(1)</script><p onclick="x()">hello</p><svg onload=x()><object data=x>',
  );
  expect(body.text).toBe('hello');
  expect(body.codes).toEqual(['active-content', 'script-handlers']);
});

test('pictures elsewhere are not fetched: their address is shown, defanged', () => {
  const body = safe(
    '<p><img src="https://track.example/p.gif?u=1" alt="logo"><img src="cid:pic%401"><img src="data:image/png;base64,AAAA"></p>',
  );
  expect(body.blocks[0]?.runs.map(({ image }) => image)).toEqual([
    { source: 'remote', where: 'hxxps://track[.]example/p.gif?u=1' },
    { source: 'attached', where: 'pic@1' },
    { source: 'inline', where: 'image/png' },
  ]);
  expect(body.codes).toEqual(['remote-content']);
});

describe('links', () => {
  test.each([
    ['<a href="https://evil.example">https://www.bank.example/login</a>', 'bank[.]example'],
    ['<a href="https://bank.example@evil.example/">x</a>', 'before the host'],
    ['<a href="http://192.0.2.7/a">x</a>', 'bare IP'],
    ['<a href="https://xn--pypal-4ve.example/">x</a>', 'Punycode'],
    ['<a href="java\nscript:alert(1)">x</a>', 'javascript'],
    ['<form action="https://collect.example/">x</form>', ''],
    ['<meta http-equiv=refresh content="0;url=https://go.example/">', ''],
  ])('%s', (html, problem) => {
    const { links } = safe(html);
    expect(links).toHaveLength(1);
    expect(links[0]?.problems.join(' ')).toContain(problem);
    expect(links[0]?.shown).not.toMatch(/^(https?|javascript|ftp):/i);
  });

  test('the same host is no finding', () => {
    expect(safe('<a href="https://login.bank.example/x">bank.example</a>').links[0]?.problems).toEqual([]);
  });
});

test('text the style hides stays and is marked', () => {
  const body = safe('<p>seen <span style="display:none">unseen</span></p><div style="font-size:0">nil</div>');
  expect(
    body.blocks
      .flatMap(({ runs }) => runs)
      .filter(({ hidden }) => hidden)
      .map(({ text }) => text),
  ).toEqual(['unseen', 'nil']);
  expect(body.codes).toContain('hidden-text');
});

test('lists, quotes, headings, rows keep their shape', () => {
  const body = safe(
    '<h1>Title</h1><ul><li>one<ul><li>two</li></ul></li></ul><blockquote>said</blockquote><table><tr><td>a<td>b</table><pre>x\n  y</pre>',
  );
  expect(
    body.blocks.map(({ kind, depth, runs }) => [kind, depth, runs.map(({ text }) => text).join('')]),
  ).toEqual([
    ['heading', 0, 'Title'],
    ['item', 1, 'one'],
    ['item', 2, 'two'],
    ['quote', 1, 'said'],
    ['row', 0, 'a \u2003b'],
    ['code', 0, 'x\n  y'],
  ]);
});

test('depth, blocks and links without end stop at the limits', () => {
  const deep = safe(`${'<div>'.repeat(200_000)}words`);
  expect([deep.text, deep.codes]).toEqual(['words', ['too-deep']]);
  expect(safe(`${'<b>'.repeat(50_000)}x${'</b>'.repeat(50_000)}<p>after</p>`).text).toContain('after');
  const many = safe('<a href="https://a.example/">x</a><br>'.repeat(60_000));
  expect([many.truncated, many.links.length <= 10_000, many.blocks.length <= 50_000]).toEqual([
    true,
    true,
    true,
  ]);
});

test('what is shown of a target never has a scheme a program follows', () => {
  const target = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc
      .tuple(fc.constantFrom('javascript:', 'data:', 'mailto:', 'tel:', 'file:///', 'HTTPS://'), fc.string())
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(
      target,
      (text) =>
        void expect(defangTarget(text)).not.toMatch(/^(?:https?|ftp|javascript|data|file|mailto|tel):/i),
    ),
  );
});

test('no markup makes the reader throw, and blocks hold only what is listed', () => {
  const piece = fc.constantFrom(
    '<p>',
    '</p>',
    '<a href="',
    '">',
    '</a>',
    '<',
    '>',
    '<!--',
    '-->',
    '<![CDATA[',
    '<script>',
    '</script>',
    '<table><tr><td>',
    '</td>',
    '<br/>',
    '&lt;script&gt;',
    '&#x202e;',
    '&',
    'text',
    '\0',
    '<img src=x onerror=y>',
    '<svg><style>',
    '</svg>',
    '<plaintext>',
    '<template>',
    '<textarea>',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 200 }), (pieces) => {
      for (const { runs } of safe(pieces.join('')).blocks)
        for (const run of runs)
          expect(
            Object.keys(run).every((key) =>
              ['text', 'bold', 'italic', 'struck', 'hidden', 'link', 'image'].includes(key),
            ),
          ).toBe(true);
    }),
    { numRuns: 300 },
  );
});
