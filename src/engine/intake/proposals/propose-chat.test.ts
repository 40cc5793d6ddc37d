import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCase, openDesk, writeFiles } from '../../../../tests/support/desk.ts';
import { type Chat, type ChatLine, proposeFromChats } from './propose-chat.ts';

const line = (number: number, sender: string, text: string, more: Partial<ChatLine> = {}): ChatLine => ({
  number,
  page: 1,
  line: number,
  sender,
  text,
  at: null,
  day: `2025-03-${String(11 + number).padStart(2, '0')}`,
  ...more,
});
const chat = (lines: ChatLine[], name = ''): Chat => ({ title: 'chat.txt', with: name, lines });
const read = (...chats: Chat[]) => proposeFromChats({ chats, countries: ['GB'] });

const told = chat([
  line(1, '+91 50000 01234', 'Hello this is Nordhaven support, open login[.]nordhaven[.]example'),
  line(2, 'Rosa Template', 'My computer is locked. My number is 020 7946 0018'),
  line(3, '+91 50000 01234', 'Pay to sort code 99-99-99, account 31926819. Is your mail rosa@example.com?'),
  line(4, 'Rosa Template', 'You want £9,000.00? I sent £450.00 now'),
]);

describe('a chat', () => {
  const [proposed] = read(told);
  const { entities, events, losses, links } = proposed!.body;

  it('names the number that wrote and the one it wrote to, each with its message', () => {
    expect(entities.slice(0, 2)).toMatchObject([
      { kind: 'phone', value: '+915000001234', because: { message: 1 } },
      { kind: 'person', value: 'Rosa Template', roles: ['victim'], because: { message: 2 } },
    ]);
    expect(links[0]).toMatchObject({ kind: 'contacted', from: 'e1', to: 'e2' });
  });

  it('has the contact as one event from the first message to the last', () => {
    expect(events[0]).toMatchObject({
      kind: 'message',
      title: '2 messages from +91 5000 001 234',
      when: { text: '2025-03-12/2025-03-14' },
      because: { message: 1 },
    });
    expect(events[0]?.assumed.join()).toContain('zone');
  });

  it('takes what the other side names, not what it says of the victim', () => {
    expect(entities.slice(2).map(({ kind, value, because }) => [kind, value, because.message])).toEqual([
      ['domain', 'login[.]nordhaven[.]example', 1],
      ['bank-account', 'gb:sort-code:999999:31926819', 3],
    ]);
  });

  it('counts what the victim paid, dated by the message, to the account named last', () => {
    expect(losses).toMatchObject([
      {
        amount: { minor: 45_000, currency: 'GBP' },
        to: 'e4',
        when: { text: '2025-03-15' },
        because: { message: 4 },
      },
    ]);
    expect(losses[0]?.assumed.join()).toContain('message 3');
    expect(links.map(({ kind }) => kind)).toEqual(['contacted', 'paid-to']);
  });

  it('has its times where the zone is known, and none where not even the day is', () => {
    const [zoned] = read(chat([line(1, '+91 50000 01234', 'hi', { at: '2025-03-12T10:00:00.000Z' })]));
    expect(zoned?.body.events[0]?.when).toEqual({ text: '2025-03-12T10:00:00.000Z' });
    const [open] = read(chat([line(1, '+91 50000 01234', 'hi', { day: null })]));
    expect(open?.body.events[0]).toMatchObject({ when: null });
  });

  it('goes by the name of the chat where no number is shown', () => {
    const [named] = read(
      chat([line(1, 'Help Desk', 'hello'), line(2, 'Rosa Template', 'hello')], 'Help Desk'),
    );
    expect(named?.body.entities).toMatchObject([
      { kind: 'person', value: 'Help Desk', roles: ['suspect'] },
      { value: 'Rosa Template', roles: ['victim'] },
    ]);
    expect(named?.body.events[0]?.participants).toContainEqual({ entity: 'e1', part: 'actor' });
  });

  it('is left alone where nothing says whose side is whose', () => {
    expect(read(chat([line(1, 'Aarav', 'a'), line(2, 'Rohan', 'b'), line(3, 'Priya', 'c')]))).toEqual([]);
  });

  it('ends on anything', () => {
    const lines = fc.array(
      fc.record({ sender: fc.string({ maxLength: 30 }), text: fc.string({ maxLength: 200 }) }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(lines, fc.string(), (some, name) => {
        const all = some.map(({ sender, text }, index) => line(index + 1, sender, text, { day: null }));
        for (const { body } of read(chat(all, name)))
          for (const { victim } of body.losses)
            expect(body.entities.some(({ key }) => key === victim)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a chat among the evidence', () => {
  it('is proposed by its messages, and its records say which message they rest on', async () => {
    const { engine, base } = await openDesk();
    const caseId = await openCase(engine);
    const text = [
      '13/03/2025, 10:02 - Messages and calls are end-to-end encrypted.',
      '13/03/2025, 10:05 - +91 50000 01234: Hello, open login.nordhaven.example',
      'at once',
      '13/03/2025, 10:05 - Rosa Template: I was called too',
      '14/03/2025, 10:07 - +91 50000 01234: ok',
    ].join('\n');
    await engine.run('evidence.intake', {
      caseId,
      paths: [writeFiles(base, { 'WhatsApp Chat with +91 50000 01234.txt': text })],
    });
    await engine.run('evidence.read', { caseId });
    const { rows } = await engine.call('proposal.list', { caseId });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.title).toBe('Rosa Template: chat with +91 5000 001 234');
    const because = rows[0]?.body.entities.map((one) => [one.because.message, one.because.line]);
    expect(because).toEqual([
      [2, 2],
      [3, 4],
      [2, 2],
    ]);
    await engine.run('proposal.accept', { caseId, ids: [rows[0]!.id] });
    const phone = (await engine.call('entity.list', { caseId, kinds: ['phone'] })).rows[0];
    const record = await engine.call('entity.get', { id: phone!.id });
    expect(record.evidence[0]?.because).toMatchObject({ place: 'message 2' });
    expect((await engine.call('event.list', { caseId })).rows).toMatchObject([{ kind: 'message' }]);
  });
});
