/** Chat exports: who said what when, as written, and as time only where the export itself or a person says how. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoDay, orderOfDays } from './chat-days.ts';
import { readChatJson } from './chat-json.ts';
import { isIMessage, readIMessage } from './imessage.ts';
import { isSmsBackup, readSmsBackup } from './sms-backup.ts';
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

  test('of Discord: who it is besides the name shown, the instant with its zone, files and what links show', () => {
    const read = readChatJson({
      guild: { id: '1', name: 'Refund help' },
      channel: { id: '2', type: 'GuildTextChat', category: 'desk', name: 'general' },
      messages: [
        {
          id: '3',
          type: 'Default',
          timestamp: '2024-01-02T10:00:00.123+05:30',
          content: 'pay here',
          author: { id: '9', name: 'ravi', discriminator: '0042', nickname: 'Bank Support' },
          attachments: [{ fileName: 'a.png' }, { url: 'b.png' }],
          embeds: [{ title: 'Pay', url: 'http://pay.example/', description: '' }],
        },
        { type: 'GuildMemberJoin', content: 'Joined.', author: { name: 'ada', discriminator: '0000' } },
      ],
    });
    expect(read?.pages[0]?.label).toBe('Refund help / desk / general');
    expect(read?.messages).toMatchObject([
      {
        sender: 'Bank Support (ravi#0042)',
        sentAt: Date.UTC(2024, 0, 2, 4, 30, 0, 123),
        sentLocal: '2024-01-02T10:00:00',
        text: 'pay here\nPay\nhttp://pay.example/',
        attachment: 'a.png, b.png',
      },
      { kind: 'system', sender: 'ada', sentAt: null },
    ]);
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

describe('the backup of a telephone', () => {
  const xml = `<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<!--File Created By a test-->
<smses count="4">
  <sms protocol="0" address="+12025550143" date="1704189600000" type="1" body="Pay now &#55357;&#56832;" contact_name="(Unknown)" readable_date="Jan 2, 2024" />
  <sms address="+12025550143" date="1704189700000" type="2" body="How?" contact_name="(Unknown)" />
  <sms address="+12025550143" date="1704189800000" type="5" body="Hello?" contact_name="null" />
  <mms date="1704189900000" msg_box="1" address="+12025550143~+12025550144" contact_name="null" sub="null">
    <parts><part ct="application/smil" text="x" /><part ct="text/plain" text="see" /><part ct="image/png" cl="p.png" data="iVBORw0KGgo=" /></parts>
    <addrs><addr address="+12025550144" type="137" /></addrs>
  </mms>
</smses>`;

  test('keeps each number apart, says who wrote, and takes out the pictures sent', () => {
    expect(isSmsBackup(xml)).toBe(true);
    const { messages, pages, embedded } = readSmsBackup(xml);
    const first = { sender: '+12025550143', text: 'Pay now \u{1f600}', sentAt: 1704189600000 };
    expect(messages).toMatchObject([
      { number: 1, ...first, sentAsWritten: 'Jan 2, 2024' },
      { number: 2, sender: 'This phone', text: 'How?' },
      { number: 3, sender: 'This phone', text: 'Hello? [failed]' },
      { number: 4, sender: '+12025550144', text: 'see', attachment: 'p.png' },
    ]);
    expect(pages.map(({ label }) => label)).toEqual(['+12025550143', '+12025550143~+12025550144']);
    expect(embedded.map(({ name, bytes }) => [name, bytes.length])).toEqual([['p.png', 8]]);
  });

  test('tells its calls, with how long they were', () => {
    const call = (type: number, duration: number) =>
      `<call number="+12025550143" duration="${duration}" date="1704189600000" type="${type}" contact_name="Bank" />`;
    const log = `<calls count="2">${call(1, 125)}${call(2, 0)}</calls>`;
    expect(isSmsBackup(log)).toBe(true);
    expect(readSmsBackup(log).messages).toMatchObject([
      { kind: 'system', sender: 'Bank (+12025550143)', text: 'Incoming call, 125 seconds' },
      { kind: 'system', sender: 'This phone', text: 'Outgoing call to Bank (+12025550143)' },
    ]);
  });

  test('of any shape is read', () => {
    const piece = fc.constantFrom(
      '<mms>',
      '</mms>',
      '<part ct="a" data="x"/>',
      '<sms type="1"/>',
      '<addr type="137"/>',
      '<call',
      '/>',
      '"',
      '&#55357;',
    );
    const pieces = fc.array(piece, { maxLength: 40 });
    fc.assert(fc.property(pieces, (some) => void readSmsBackup(`<smses>${some.join('')}`)));
  });
});

describe('a text of imessage-exporter', () => {
  const text =
    'May 17, 2022  5:29:42 PM\nMe\nHow do I pay?\n\nMay 17, 2022 12:05:00 AM (Read by you after 2 minutes)\n+12025550143\nGift cards,\n\n500 dollars\n';

  test('gives who wrote what; its clock becomes an instant only by a declared zone', () => {
    expect(isIMessage(text)).toBe(true);
    expect(readIMessage(text, '+12025550143.txt', {}).messages).toMatchObject([
      { sender: 'Me', text: 'How do I pay?', sentLocal: '2022-05-17T17:29:42', sentAt: null },
      { sender: '+12025550143', text: 'Gift cards,\n\n500 dollars', sentLocal: '2022-05-17T00:05:00' },
    ]);
    const [first] = readIMessage(text, 'x.txt', { zone: 'America/New_York' }).messages;
    expect(first?.sentAt).toBe(Date.UTC(2022, 4, 17, 21, 29, 42));
  });

  test('is not taken for one: a letter with a date; any text is read without harm', () => {
    expect(isIMessage('May 17, 2022\nDear Sir')).toBe(false);
    fc.assert(fc.property(fc.string(), (any) => void readIMessage(any, 'x', {})));
  });
});
