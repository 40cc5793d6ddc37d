import type { ContentText } from '../content-text.ts';
import { type Chat, type Said, toContent } from './chat-content.ts';
import { discordChat, isDiscord } from './discord.ts';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * Chat exports in JSON: Telegram's `result.json`, Instagram's and Messenger's `message_1.json`, those of DiscordChatExporter.
 * Null on any other JSON.
 */
export function readChatJson(value: unknown): ContentText | null {
  if (!isObject(value)) return null;
  if (isTelegram(value)) return toContent('Chat export (Telegram)', telegramChats(value), []);
  if (isInstagram(value)) {
    const chat = instagramChat(value);
    return toContent('Chat export (Instagram or Messenger)', [chat.chat], chat.assumed);
  }
  if (isDiscord(value)) return toContent('Chat export (Discord)', [discordChat(value)], []);
  return null;
}

const isTelegram = (value: Json): boolean =>
  (Array.isArray(value.messages) &&
    (typeof value.type === 'string' || typeof value.id === 'number') &&
    !Array.isArray(value.participants)) ||
  (isObject(value.chats) && Array.isArray(value.chats.list));

function telegramChats(value: Json): Chat[] {
  const chats = isObject(value.chats) && Array.isArray(value.chats.list) ? value.chats.list : [value];
  return chats.filter(isObject).map((chat) => ({
    name: textOf(chat.name) || textOf(chat.type),
    said: (Array.isArray(chat.messages) ? chat.messages : []).filter(isObject).map(telegramMessage),
  }));
}

function telegramMessage(message: Json): Said {
  const written = textOf(message.date);
  const unix = Number(message.date_unixtime);
  const isService = message.type === 'service';
  return {
    sender: textOf(message.from) || textOf(message.actor) || textOf(message.from_id),
    sentAsWritten: written,
    sentLocal: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(written) ? written : null,
    sentAt: Number.isSafeInteger(unix) && unix > 0 ? unix * 1000 : null,
    kind: isService ? 'system' : 'message',
    text: isService ? `${textOf(message.action)} ${richText(message.text)}`.trim() : richText(message.text),
    attachment: textOf(message.file) || textOf(message.photo),
  };
}

/** Text in pieces, some with an address behind them that the words do not show. */
function richText(value: unknown): string {
  if (!Array.isArray(value)) return textOf(value);
  return value
    .slice(0, 10_000)
    .map((piece) => {
      if (!isObject(piece)) return textOf(piece);
      const href = textOf(piece.href);
      return textOf(piece.text) + (href && href !== piece.text ? ` (${href})` : '');
    })
    .join('');
}

const isInstagram = (value: Json): boolean =>
  Array.isArray(value.messages) &&
  value.messages.length > 0 &&
  value.messages.slice(0, 20).every((one) => isObject(one) && 'sender_name' in one && 'timestamp_ms' in one);

function instagramChat(value: Json): { chat: Chat; assumed: string[] } {
  let mended = 0;
  const mend = (text: string): string => {
    const better = mendUtf8(text);
    if (better !== text) mended += 1;
    return better;
  };
  const messages = (value.messages as unknown[]).filter(isObject);
  const said = messages.map((message): Said => {
    const at = Number(message.timestamp_ms);
    const known = Number.isSafeInteger(at) && Math.abs(at) < 8.64e15;
    const share = isObject(message.share) ? textOf(message.share.link) : '';
    return {
      sender: mend(textOf(message.sender_name)),
      sentAsWritten: String(message.timestamp_ms),
      sentLocal: null,
      sentAt: known ? at : null,
      kind: 'message',
      text: [mend(textOf(message.content)), share].filter(Boolean).join(' '),
      attachment: fileOf(message),
    };
  });
  // These exports begin with the latest message.
  const rising = (said[0]?.sentAt ?? 0) <= (said.at(-1)?.sentAt ?? 0);
  const name = mend(textOf(value.title));
  return {
    chat: { name, said: rising ? said : said.reverse() },
    assumed:
      mended > 0
        ? ['Text that was written as UTF-8 read as Latin-1, as this export does, was put right.']
        : [],
  };
}

function fileOf(message: Json): string {
  for (const kind of ['photos', 'videos', 'audio_files', 'files', 'gifs']) {
    const first = Array.isArray(message[kind]) ? message[kind][0] : undefined;
    if (isObject(first)) return textOf(first.uri);
  }
  return '';
}

/** These exports write each byte of UTF-8 as a character of its own. */
function mendUtf8(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text) || /[\u0100-\uffff]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}
