import { Parser } from 'htmlparser2';
import { type ChatMessage, type ContentText, emptyContent, limits, PageList } from '../content-text.ts';
import { lineOf } from './chat-content.ts';

const messagesPerPage = 200;

/** `26.06.2021 17:00:00 UTC+01:00`, always day first; older exports leave the zone out. */
const dated = /^(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})(?: UTC([+-]\d{2}:\d{2}))?$/;

export const isTelegramHtml = (html: string): boolean =>
  /class="page_wrap"/.test(html.slice(0, 20_000)) && /class="message (?:default|service)/.test(html);

/** Messages of Telegram's HTML export: sender, time, text and file, found by the classes it gives them. */
export function readTelegramHtml(html: string): ContentText {
  const messages: ChatMessage[] = [];
  const stack: string[] = [];
  let current: ChatMessage | null = null;
  let depth = 0;
  let sender = '';
  const inside = (name: string) => stack.some((classes) => ` ${classes} `.includes(` ${name} `));
  const finish = () => {
    if (!current || messages.length >= limits.messages) return;
    // Messages that follow each other from one sender are joined and bear the name once.
    if (current.kind === 'message') {
      current.sender = current.sender.trim() || sender;
      sender = current.sender;
    }
    messages.push({ ...current, text: current.text.trim() });
    current = null;
  };
  const parser = new Parser({
    onopentag(name, { class: classes = '', title = '', href = '' }) {
      if (['br', 'img', 'meta', 'link', 'input', 'hr'].includes(name)) {
        if (name === 'br' && current) current.text += '\n';
        return;
      }
      stack.push(classes);
      if (/^message (default|service)/.test(classes)) {
        finish();
        depth = stack.length;
        current = newMessage(messages.length, classes.startsWith('message service') ? 'system' : 'message');
      } else if (current && /\bdate\b/.test(classes) && title !== '') setTime(current, title);
      else if (current && /media/.test(classes) && href !== '' && !/^[a-z]+:/i.test(href))
        current.attachment = href;
    },
    ontext(text) {
      if (!current) return;
      if (inside('from_name') && !inside('forwarded')) current.sender += text;
      else if (inside('text') || (current.kind === 'system' && inside('body'))) current.text += text;
    },
    onclosetag(name) {
      if (['br', 'img', 'meta', 'link', 'input', 'hr'].includes(name)) return;
      stack.pop();
      if (current && stack.length < depth) finish();
    },
  });
  parser.write(html);
  parser.end();
  finish();
  const list = new PageList();
  for (let from = 0; from < messages.length; from += messagesPerPage) {
    const part = messages.slice(from, from + messagesPerPage);
    list.add(`Messages to ${from + part.length}`, part.map(lineOf).join('\n'), 'chat');
  }
  return {
    ...emptyContent('Chat export (Telegram)'),
    pages: list.pages,
    messages,
    findings: list.findings,
    outcome: messages.length > 0 ? '' : 'The export holds no messages.',
  };
}

const newMessage = (before: number, kind: ChatMessage['kind']): ChatMessage => ({
  number: before + 1,
  page: Math.floor(before / messagesPerPage) + 1,
  sender: '',
  sentAsWritten: '',
  sentLocal: null,
  sentAt: null,
  kind,
  text: '',
  attachment: '',
});

function setTime(message: ChatMessage, written: string): void {
  message.sentAsWritten = written;
  const found = dated.exec(written);
  if (!found) return;
  const [, day, month, year, time, offset] = found;
  message.sentLocal = `${year}-${month}-${day}T${time}`;
  const instant = offset ? Date.parse(`${message.sentLocal}${offset}`) : Number.NaN;
  message.sentAt = Number.isNaN(instant) ? null : instant;
}
