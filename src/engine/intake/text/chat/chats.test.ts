/** Chat exports: who said what when, as written, and as time only where the export itself or a person says how. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoDay, orderOfDays } from './chat-days.ts';
import { readChatJson } from './chat-json.ts';
import { isTelegramHtml, readTelegramHtml } from './telegram-html.ts';
import { isWhatsApp, readWhatsApp } from './whatsapp.ts';

const said = (text: string, declared: Parameters<typeof readWhatsApp>[1] = {}) =>
  readWhatsApp(text, declared).messages.map(({ sender, sentLocal, text: body }) => [sender, sentLocal, body]);

describe('a WhatsApp export', () => {
  test('of Android: messages go on over lines, and a day no month has proves the order', () => {
    const text =
      '20/01/24, 09:00 - Mom created group "Family"\n20/01/24, 09:05 - Ada: Hello,\nsecond line\n21/01/24, 21:06 - José: ok';
    expect(isWhatsApp(text)).toBe(true);
    expect(said(text)).toEqual([
      ['', '2024-01-20T09:00:00', 'Mom created group "Family"'],
      ['Ada', '2024-01-20T09:05:00', 'Hello,\nsecond line'],
      ['José', '2024-01-21T21:06:00', 'ok'],
    ]);
  });

  test('of iOS: marks of direction, narrow spaces, seconds and halves of the day', () => {
    const text =
      '\u200e[1/13/24, 9:00:05\u202fAM] Ada: a\n[1/13/24, 12:00:00\u202fAM] Bob: b\n\u200e[1/14/24, 12:30:00\u202fPM] Ada: \u200e<attached: 00000-PHOTO.jpg>';
    const { messages } = readWhatsApp(text, {});
    expect(messages.map(({ sentLocal }) => sentLocal)).toEqual([
      '2024-01-13T09:00:05',
      '2024-01-13T00:00:00',
      '2024-01-14T12:30:00',
    ]);
    expect(messages[2]?.attachment).toBe('00000-PHOTO.jpg');
    expect(messages[0]?.sentAsWritten).toBe('1/13/24, 9:00:05\u202fAM');
  });

  test('whose days fit both orders has no times until a person declares the order; nothing is guessed', () => {
    const text = '01/02/24, 09:00 - Ada: a\n01/02/24, 09:05 - Bob: b';
    const read = readWhatsApp(text, {});
    expect(read.findings).toMatchObject([{ code: 'day-order-unknown' }]);
    expect(read.messages[0]).toMatchObject({
      sentLocal: null,
      sentAt: null,
      sentAsWritten: '01/02/24, 09:00',
    });
    const declared = readWhatsApp(text, { dayOrder: 'month-day-year', zone: 'America/New_York' });
    expect(declared.messages[0]).toMatchObject({
      sentLocal: '2024-01-02T09:00:00',
      sentAt: Date.UTC(2024, 0, 2, 14),
    });
  });

  test('whose messages stand in time order in one way only is read that way, said as assumed', () => {
    const text = '09/01/24, 09:00 - Ada: a\n10/01/24, 09:05 - Bob: b\n01/02/24, 09:05 - Bob: b';
    const read = readWhatsApp(text, {});
    expect(read.messages.at(-1)?.sentLocal).toBe('2024-02-01T09:05:00');
    expect(read.assumed).toHaveLength(1);
  });

  test('whose names of attached files hold the day is read by them', () => {
    const text =
      '01/12/24, 09:00 - Ada: a\n01/12/24, 09:15 - Ada: IMG-20241201-WA0001.jpg (file attached)\n02/12/24, 09:00 - Bob: b';
    const read = readWhatsApp(text, {});
    expect(read.messages[1]).toMatchObject({
      sentLocal: '2024-12-01T09:15:00',
      attachment: 'IMG-20241201-WA0001.jpg',
    });
    expect(read.assumed).toHaveLength(1);
  });

  test('is not taken for one: a log, a letter', () => {
    expect(isWhatsApp('2024/01/01, 10:00 - started\n2024/01/01, 10:01 - ended')).toBe(false);
    expect(isWhatsApp('Dear Sir,\n1/2/24, 9:00 - Ada: x')).toBe(false);
  });

  test('never has a time that its numbers are not', () => {
    const number = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 20 }), (days) => {
        const { order } = orderOfDays(days, undefined);
        if (order === null) return;
        for (const day of days) expect(isoDay(day, order)).toMatch(/^\d{4}-\d\d-\d\d$/);
      }),
    );
  });
});

describe('exports in JSON', () => {
  test('of Telegram: exact times, text in pieces with the address behind it, files, service messages', () => {
    const read = readChatJson({
      name: 'Support',
      type: 'personal_chat',
      id: 1,
      messages: [
        {
          id: 1,
          type: 'service',
          date: '2024-01-02T10:00:00',
          date_unixtime: '1704189600',
          actor: 'Ada',
          action: 'phone_call',
          text: '',
        },
        {
          id: 2,
          type: 'message',
          date: '2024-01-02T10:01:00',
          date_unixtime: '1704189660',
          from: 'Bob',
          text: ['see ', { type: 'text_link', text: 'this', href: 'http://pay.example/' }],
          photo: 'photos/p.jpg',
        },
      ],
    });
    expect(read?.messages).toMatchObject([
      { kind: 'system', sender: 'Ada', text: 'phone_call', sentAt: 1704189600000 },
      {
        sender: 'Bob',
        text: 'see this (http://pay.example/)',
        attachment: 'photos/p.jpg',
        sentLocal: '2024-01-02T10:01:00',
      },
    ]);
  });

  test('of Instagram: latest first there, in order here; text written wrongly is put right and said so', () => {
    const read = readChatJson({
      participants: [],
      messages: [
        { sender_name: 'Jos\u00c3\u00a9', timestamp_ms: 2000, content: 'later' },
        { sender_name: 'Ada', timestamp_ms: 1000, photos: [{ uri: 'a.jpg' }] },
      ],
    });
    expect(read?.messages).toMatchObject([
      { number: 1, sender: 'Ada', attachment: 'a.jpg', sentAt: 1000 },
      { number: 2, sender: 'José', text: 'later' },
    ]);
    expect(read?.assumed).toHaveLength(1);
  });

  test('any other JSON is none', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readChatJson(value)));
    expect(readChatJson({ messages: [] })).toBeNull();
  });
});

test('the HTML export of Telegram: joined messages keep their sender, times their zone', () => {
  const html = `<html><div class="page_wrap"><div class="message service" id="m1"><div class="body details">2 January 2024</div></div>
    <div class="message default clearfix" id="m2"><div class="body"><div class="pull_right date details" title="02.01.2024 10:00:00 UTC+05:30">10:00</div>
    <div class="from_name"> Bob </div><div class="text">Pay<br>now</div></div></div>
    <div class="message default clearfix joined" id="m3"><div class="body"><div class="date details" title="02.01.2024 10:01:00">10:01</div>
    <div class="media_wrap clearfix"><a class="photo_wrap media" href="photos/p.jpg"></a></div></div></div></div></html>`;
  expect(isTelegramHtml(html)).toBe(true);
  expect(readTelegramHtml(html).messages).toMatchObject([
    { kind: 'system', text: '2 January 2024' },
    {
      sender: 'Bob',
      text: 'Pay\nnow',
      sentLocal: '2024-01-02T10:00:00',
      sentAt: Date.UTC(2024, 0, 2, 4, 30),
    },
    { sender: 'Bob', attachment: 'photos/p.jpg', sentAt: null },
  ]);
});
